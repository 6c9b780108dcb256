-- CreateTable
CREATE TABLE "analytics"."insights_import" (
    "guild_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "rows" JSONB NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "insights_import_pkey" PRIMARY KEY ("guild_id","kind","interval")
);

ALTER TABLE "analytics"."insights_import" ADD CONSTRAINT "insights_import_interval" CHECK ("interval" IN ('day', 'week', 'month'));
