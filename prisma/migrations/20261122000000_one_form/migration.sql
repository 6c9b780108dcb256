-- What is there, added up by cell. It moves into the new tables below.
CREATE TEMPORARY TABLE "moved_messages" AS
SELECT "guild_id", "hour", "channel_id", "user_id", sum("messages")::INTEGER AS "messages" FROM (
    SELECT "guild_id", "hour", "channel_id", "user_id", "messages" FROM "analytics"."message_hour"
    UNION ALL
    SELECT "guild_id", unnest("hours"), unnest("channel_ids"), unnest("user_ids"), unnest("messages") FROM "analytics"."message_pack"
) AS "cell" GROUP BY 1, 2, 3, 4;

CREATE TEMPORARY TABLE "moved_voice" AS
SELECT "guild_id", "hour", "channel_id", "user_id", sum("active_ms")::INTEGER AS "active_ms", sum("muted_ms")::INTEGER AS "muted_ms",
       sum("deafened_ms")::INTEGER AS "deafened_ms", sum("alone_ms")::INTEGER AS "alone_ms" FROM (
    SELECT "guild_id", "hour", "channel_id", "user_id", "active_ms", "muted_ms", "deafened_ms", "alone_ms" FROM "analytics"."voice_hour"
    UNION ALL
    SELECT "guild_id", unnest("hours"), unnest("channel_ids"), unnest("user_ids"), unnest("active_ms"), unnest("muted_ms"),
           unnest("deafened_ms"), unnest("alone_ms") FROM "analytics"."voice_pack"
) AS "cell" GROUP BY 1, 2, 3, 4;

-- DropTable
DROP TABLE "analytics"."message_hour";

-- DropTable
DROP TABLE "analytics"."voice_hour";

-- DropTable
DROP TABLE "analytics"."message_pack";

-- DropTable
DROP TABLE "analytics"."voice_pack";

DROP FUNCTION "analytics"."ensure_packs"(INTEGER);

-- CreateTable
CREATE TABLE "analytics"."message_pack" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "merged" SMALLINT NOT NULL DEFAULT 0,
    "id" BIGSERIAL NOT NULL,
    "hours" INTEGER[],
    "channel_ids" BIGINT[],
    "user_ids" BIGINT[],
    "messages" INTEGER[],

    CONSTRAINT "message_pack_pkey" PRIMARY KEY ("guild_id","day","merged","id")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "analytics"."voice_pack" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "merged" SMALLINT NOT NULL DEFAULT 0,
    "id" BIGSERIAL NOT NULL,
    "hours" INTEGER[],
    "channel_ids" BIGINT[],
    "user_ids" BIGINT[],
    "active_ms" INTEGER[],
    "muted_ms" INTEGER[],
    "deafened_ms" INTEGER[],
    "alone_ms" INTEGER[],

    CONSTRAINT "voice_pack_pkey" PRIMARY KEY ("guild_id","day","merged","id")
) PARTITION BY RANGE ("day");

-- Each session takes a thousand numbers at once: rows are written far too often to ask for one at a time.
ALTER SEQUENCE "analytics"."message_pack_id_seq" CACHE 1000;
ALTER SEQUENCE "analytics"."voice_pack_id_seq" CACHE 1000;

ALTER TABLE "analytics"."message_pack" ADD CONSTRAINT "message_pack_merged" CHECK ("merged" BETWEEN 0 AND 2);
ALTER TABLE "analytics"."voice_pack" ADD CONSTRAINT "voice_pack_merged" CHECK ("merged" BETWEEN 0 AND 2);

-- Makes the day's partitions; safe to call from many processes. `day` counts days since 1970.
-- No statistics of the arrays: they would copy people's ids into the catalog.
CREATE OR REPLACE FUNCTION "analytics"."ensure_day"("day" INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
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

-- What a guild's people wrote in [from_hour, to_hour): one cell may come in several rows. Inlined by the planner.
CREATE OR REPLACE FUNCTION "analytics"."messages_of"("guild" BIGINT, "from_hour" INTEGER, "to_hour" INTEGER)
RETURNS TABLE ("channel_id" BIGINT, "user_id" BIGINT, "hour" INTEGER, "messages" INTEGER) LANGUAGE sql STABLE AS $$
    SELECT c.channel_id, c.user_id, c.hour, c.messages
      FROM (SELECT unnest(p.channel_ids) AS channel_id, unnest(p.user_ids) AS user_id, unnest(p.hours) AS hour,
                   unnest(p.messages) AS messages
              FROM analytics.message_pack p
             WHERE p.guild_id = guild AND p.day >= from_hour / 24 AND p.day <= (to_hour - 1) / 24) AS c
     WHERE c.hour >= from_hour AND c.hour < to_hour
$$;

CREATE OR REPLACE FUNCTION "analytics"."voice_of"("guild" BIGINT, "from_hour" INTEGER, "to_hour" INTEGER)
RETURNS TABLE (
    "channel_id" BIGINT, "user_id" BIGINT, "hour" INTEGER,
    "active_ms" INTEGER, "muted_ms" INTEGER, "deafened_ms" INTEGER, "alone_ms" INTEGER
) LANGUAGE sql STABLE AS $$
    SELECT c.channel_id, c.user_id, c.hour, c.active_ms, c.muted_ms, c.deafened_ms, c.alone_ms
      FROM (SELECT unnest(p.channel_ids) AS channel_id, unnest(p.user_ids) AS user_id, unnest(p.hours) AS hour,
                   unnest(p.active_ms) AS active_ms, unnest(p.muted_ms) AS muted_ms,
                   unnest(p.deafened_ms) AS deafened_ms, unnest(p.alone_ms) AS alone_ms
              FROM analytics.voice_pack p
             WHERE p.guild_id = guild AND p.day >= from_hour / 24 AND p.day <= (to_hour - 1) / 24) AS c
     WHERE c.hour >= from_hour AND c.hour < to_hour
$$;

ALTER TABLE "analytics"."message_pack"
    ALTER COLUMN "hours" SET STATISTICS 0, ALTER COLUMN "channel_ids" SET STATISTICS 0,
    ALTER COLUMN "user_ids" SET STATISTICS 0, ALTER COLUMN "messages" SET STATISTICS 0;
ALTER TABLE "analytics"."voice_pack"
    ALTER COLUMN "hours" SET STATISTICS 0, ALTER COLUMN "channel_ids" SET STATISTICS 0,
    ALTER COLUMN "user_ids" SET STATISTICS 0, ALTER COLUMN "active_ms" SET STATISTICS 0,
    ALTER COLUMN "muted_ms" SET STATISTICS 0, ALTER COLUMN "deafened_ms" SET STATISTICS 0,
    ALTER COLUMN "alone_ms" SET STATISTICS 0;

SELECT "analytics"."ensure_day"("day")
  FROM (SELECT "hour" / 24 AS "day" FROM "moved_messages" UNION SELECT "hour" / 24 FROM "moved_voice") AS "held";

INSERT INTO "analytics"."message_pack" ("guild_id", "day", "merged", "hours", "channel_ids", "user_ids", "messages")
SELECT "guild_id", "day", 2, array_agg("hour" ORDER BY "place"), array_agg("channel_id" ORDER BY "place"),
       array_agg("user_id" ORDER BY "place"), array_agg("messages" ORDER BY "place")
  FROM (SELECT *, "hour" / 24 AS "day", row_number() OVER (
                 PARTITION BY "guild_id", "hour" / 24 ORDER BY "hour", "channel_id", "user_id") - 1 AS "place"
          FROM "moved_messages") AS "cell"
 GROUP BY "guild_id", "day", "place" / 8000;

INSERT INTO "analytics"."voice_pack" (
    "guild_id", "day", "merged", "hours", "channel_ids", "user_ids", "active_ms", "muted_ms", "deafened_ms", "alone_ms"
)
SELECT "guild_id", "day", 2, array_agg("hour" ORDER BY "place"), array_agg("channel_id" ORDER BY "place"),
       array_agg("user_id" ORDER BY "place"), array_agg("active_ms" ORDER BY "place"), array_agg("muted_ms" ORDER BY "place"),
       array_agg("deafened_ms" ORDER BY "place"), array_agg("alone_ms" ORDER BY "place")
  FROM (SELECT *, "hour" / 24 AS "day", row_number() OVER (
                 PARTITION BY "guild_id", "hour" / 24 ORDER BY "hour", "channel_id", "user_id") - 1 AS "place"
          FROM "moved_voice") AS "cell"
 GROUP BY "guild_id", "day", "place" / 8000;

DROP TABLE "moved_messages", "moved_voice";
