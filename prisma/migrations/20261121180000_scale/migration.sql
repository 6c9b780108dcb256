-- CreateTable
CREATE TABLE "analytics"."message_pack" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "hours" INTEGER[],
    "channel_ids" BIGINT[],
    "user_ids" BIGINT[],
    "messages" INTEGER[],

    CONSTRAINT "message_pack_pkey" PRIMARY KEY ("guild_id","day","part")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "analytics"."voice_pack" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "hours" INTEGER[],
    "channel_ids" BIGINT[],
    "user_ids" BIGINT[],
    "active_ms" INTEGER[],
    "muted_ms" INTEGER[],
    "deafened_ms" INTEGER[],
    "alone_ms" INTEGER[],

    CONSTRAINT "voice_pack_pkey" PRIMARY KEY ("guild_id","day","part")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "analytics"."channel_span" (
    "guild_id" BIGINT NOT NULL,
    "days" INTEGER NOT NULL,
    "first_day" INTEGER NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "parent_id" BIGINT,
    "messages" INTEGER NOT NULL,
    "active_ms" BIGINT NOT NULL,
    "muted_ms" BIGINT NOT NULL,
    "deafened_ms" BIGINT NOT NULL,
    "alone_ms" BIGINT NOT NULL,
    "peak" INTEGER,

    CONSTRAINT "channel_span_pkey" PRIMARY KEY ("guild_id","days","first_day","channel_id")
);

-- CreateIndex
CREATE INDEX "channel_day_guild_id_channel_id_day_idx" ON "analytics"."channel_day"("guild_id", "channel_id", "day");

-- As before, and from here to the end of the transaction no partition is put away because it is empty. Whether one is there
-- is read from the table itself: what this session remembers may be older than the lock.
CREATE OR REPLACE FUNCTION "analytics"."ensure_day"("day" INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "parent" TEXT;
    "child" TEXT;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(72707395);
    FOREACH "parent" IN ARRAY ARRAY['message_hour', 'voice_hour'] LOOP
        "child" := "parent" || '_' || to_char(DATE '1970-01-01' + "day", 'YYYYMMDD');
        IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'analytics'::regnamespace AND relname = "child") THEN
            PERFORM pg_advisory_xact_lock(72707370);
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS analytics.%I PARTITION OF analytics.%I FOR VALUES FROM (%s) TO (%s) WITH (fillfactor = 60)',
                "child", "parent", "day" * 24, ("day" + 1) * 24
            );
        END IF;
    END LOOP;
END
$$;

-- Makes the day's partitions of the packed tables; safe to call from many processes. `day` counts days since 1970.
-- No statistics of the arrays: they would copy people's ids into the catalog.
CREATE FUNCTION "analytics"."ensure_packs"("day" INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "parent" TEXT;
    "child" TEXT;
    "packed" TEXT;
BEGIN
    FOREACH "parent" IN ARRAY ARRAY['message_pack', 'voice_pack'] LOOP
        "child" := "parent" || '_' || to_char(DATE '1970-01-01' + "day", 'YYYYMMDD');
        IF to_regclass(format('analytics.%I', "child")) IS NULL THEN
            PERFORM pg_advisory_xact_lock(72707370);
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS analytics.%I PARTITION OF analytics.%I FOR VALUES FROM (%s) TO (%s)',
                "child", "parent", "day", "day" + 1
            );
            FOR "packed" IN SELECT attname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
                WHERE attrelid = format('analytics.%I', "child")::regclass AND attnum > 0 AND typcategory = 'A' LOOP
                EXECUTE format('ALTER TABLE analytics.%I ALTER COLUMN %I SET STATISTICS 0', "child", "packed");
            END LOOP;
        END IF;
    END LOOP;
END
$$;

-- What a guild's people wrote in [from_hour, to_hour), packed or not: one cell may come in two rows. Inlined by the planner.
CREATE FUNCTION "analytics"."messages_of"("guild" BIGINT, "from_hour" INTEGER, "to_hour" INTEGER)
RETURNS TABLE ("channel_id" BIGINT, "user_id" BIGINT, "hour" INTEGER, "messages" INTEGER) LANGUAGE sql STABLE AS $$
    SELECT r.channel_id, r.user_id, r.hour, r.messages
      FROM analytics.message_hour r WHERE r.guild_id = guild AND r.hour >= from_hour AND r.hour < to_hour
    UNION ALL
    SELECT c.channel_id, c.user_id, c.hour, c.messages
      FROM (SELECT unnest(p.channel_ids) AS channel_id, unnest(p.user_ids) AS user_id, unnest(p.hours) AS hour,
                   unnest(p.messages) AS messages
              FROM analytics.message_pack p
             WHERE p.guild_id = guild AND p.day >= from_hour / 24 AND p.day <= (to_hour - 1) / 24) AS c
     WHERE c.hour >= from_hour AND c.hour < to_hour
$$;

CREATE FUNCTION "analytics"."voice_of"("guild" BIGINT, "from_hour" INTEGER, "to_hour" INTEGER)
RETURNS TABLE (
    "channel_id" BIGINT, "user_id" BIGINT, "hour" INTEGER,
    "active_ms" INTEGER, "muted_ms" INTEGER, "deafened_ms" INTEGER, "alone_ms" INTEGER
) LANGUAGE sql STABLE AS $$
    SELECT r.channel_id, r.user_id, r.hour, r.active_ms, r.muted_ms, r.deafened_ms, r.alone_ms
      FROM analytics.voice_hour r WHERE r.guild_id = guild AND r.hour >= from_hour AND r.hour < to_hour
    UNION ALL
    SELECT c.channel_id, c.user_id, c.hour, c.active_ms, c.muted_ms, c.deafened_ms, c.alone_ms
      FROM (SELECT unnest(p.channel_ids) AS channel_id, unnest(p.user_ids) AS user_id, unnest(p.hours) AS hour,
                   unnest(p.active_ms) AS active_ms, unnest(p.muted_ms) AS muted_ms,
                   unnest(p.deafened_ms) AS deafened_ms, unnest(p.alone_ms) AS alone_ms
              FROM analytics.voice_pack p
             WHERE p.guild_id = guild AND p.day >= from_hour / 24 AND p.day <= (to_hour - 1) / 24) AS c
     WHERE c.hour >= from_hour AND c.hour < to_hour
$$;

-- Spans of the days that have totals already.
INSERT INTO "analytics"."channel_span" (
    "guild_id", "days", "first_day", "channel_id", "parent_id", "messages", "active_ms", "muted_ms", "deafened_ms", "alone_ms", "peak"
)
SELECT "guild_id", "span"."days", "day" / "span"."days" * "span"."days", "channel_id", max("parent_id"), sum("messages"),
       sum("active_ms"), sum("muted_ms"), sum("deafened_ms"), sum("alone_ms"), max("peak")
  FROM "analytics"."channel_day", unnest('{4,16,64,256}'::INTEGER[]) AS "span"("days") GROUP BY 1, 2, 3, 4;

ALTER TABLE "analytics"."message_pack"
    ALTER COLUMN "hours" SET STATISTICS 0, ALTER COLUMN "channel_ids" SET STATISTICS 0,
    ALTER COLUMN "user_ids" SET STATISTICS 0, ALTER COLUMN "messages" SET STATISTICS 0;
ALTER TABLE "analytics"."voice_pack"
    ALTER COLUMN "hours" SET STATISTICS 0, ALTER COLUMN "channel_ids" SET STATISTICS 0,
    ALTER COLUMN "user_ids" SET STATISTICS 0, ALTER COLUMN "active_ms" SET STATISTICS 0,
    ALTER COLUMN "muted_ms" SET STATISTICS 0, ALTER COLUMN "deafened_ms" SET STATISTICS 0,
    ALTER COLUMN "alone_ms" SET STATISTICS 0;
