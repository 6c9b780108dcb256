-- CreateTable
CREATE TABLE "analytics"."person_day" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "from_hour" INTEGER NOT NULL,
    "to_hour" INTEGER NOT NULL,
    "user_ids" BYTEA NOT NULL,
    "counts" BYTEA NOT NULL,

    CONSTRAINT "person_day_pkey" PRIMARY KEY ("guild_id","day","from_hour")
) PARTITION BY RANGE ("day");

-- No statistics of what names people: they would copy ids into the catalog. Not compressed: ids are as good as random.
ALTER TABLE "analytics"."person_day"
    ALTER COLUMN "user_ids" SET STATISTICS 0, ALTER COLUMN "counts" SET STATISTICS 0,
    ALTER COLUMN "user_ids" SET STORAGE EXTERNAL, ALTER COLUMN "counts" SET STORAGE EXTERNAL;

-- Makes the day's partition of the lists of people; safe to call from many processes. `day` counts days since 1970.
CREATE FUNCTION "analytics"."ensure_people"("day" INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "child" TEXT := 'person_day_' || to_char(DATE '1970-01-01' + "day", 'YYYYMMDD');
BEGIN
    IF to_regclass(format('analytics.%I', "child")) IS NULL THEN
        PERFORM pg_advisory_xact_lock(72707370);
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS analytics.%I PARTITION OF analytics.person_day FOR VALUES FROM (%s) TO (%s)',
            "child", "day", "day" + 1
        );
        EXECUTE format(
            'ALTER TABLE analytics.%I ALTER COLUMN user_ids SET STATISTICS 0, ALTER COLUMN counts SET STATISTICS 0',
            "child"
        );
    END IF;
END
$$;

-- The most active members as one row a list: rows of their own for fifty people took longer to write than all totals of a
-- small guild. Made anew with the next day that ends; until then there are none.
DROP TABLE "analytics"."top_member";

-- CreateTable
CREATE TABLE "analytics"."top_member" (
    "guild_id" BIGINT NOT NULL,
    "days" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "from_day" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "user_ids" BIGINT[],
    "amounts" BIGINT[],

    CONSTRAINT "top_member_pkey" PRIMARY KEY ("guild_id","days","measure")
);
ALTER TABLE "analytics"."top_member" ALTER COLUMN "user_ids" SET STATISTICS 0, ALTER COLUMN "amounts" SET STATISTICS 0;

-- Hours of a channel as one row a day: rows of their own for each hour were a third of what the totals of a day took.
ALTER TABLE "analytics"."channel_hour" RENAME TO "channel_hour_before";
ALTER TABLE "analytics"."channel_hour_before" RENAME CONSTRAINT "channel_hour_pkey" TO "channel_hour_before_pkey";

-- CreateTable
CREATE TABLE "analytics"."channel_hour" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "from_hour" INTEGER NOT NULL,
    "messages" INTEGER[],
    "active_ms" BIGINT[],
    "muted_ms" BIGINT[],
    "deafened_ms" BIGINT[],
    "alone_ms" BIGINT[],

    CONSTRAINT "channel_hour_pkey" PRIMARY KEY ("guild_id","channel_id","from_hour")
);

INSERT INTO "analytics"."channel_hour"
SELECT k."guild_id", k."channel_id", k."first", array_agg(coalesce(r."messages", 0) ORDER BY "at"),
       array_agg(coalesce(r."active_ms", 0) ORDER BY "at"), array_agg(coalesce(r."muted_ms", 0) ORDER BY "at"),
       array_agg(coalesce(r."deafened_ms", 0) ORDER BY "at"), array_agg(coalesce(r."alone_ms", 0) ORDER BY "at")
  FROM (SELECT DISTINCT "guild_id", "channel_id", "hour" / 24 * 24 AS "first" FROM "analytics"."channel_hour_before") k
 CROSS JOIN generate_series(0, 23) AS "at"
  LEFT JOIN "analytics"."channel_hour_before" r
    ON r."guild_id" = k."guild_id" AND r."channel_id" = k."channel_id" AND r."hour" = k."first" + "at"
 GROUP BY 1, 2, 3;

DROP TABLE "analytics"."channel_hour_before";
