-- What the totals of seven days of a guild say. Names nobody: facts are numbers, a channel stands in them by its id and what
-- somebody wrote beside a day by its own.
CREATE TABLE "insight_report" (
    "id" UUID NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_day" INTEGER NOT NULL,
    "to_day" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "locale" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "why" TEXT,
    "sentences" JSONB NOT NULL,
    "withheld" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,

    CONSTRAINT "insight_report_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "insight_report_kind" CHECK ("kind" IN ('weekly', 'asked')),
    CONSTRAINT "insight_report_wording" CHECK ("wording" IN ('waiting', 'rules', 'model')),
    CONSTRAINT "insight_report_why" CHECK (("wording" = 'rules') = ("why" IS NOT NULL)),
    CONSTRAINT "insight_report_sentences" CHECK ("wording" = 'model' OR "sentences" = '[]')
);
-- A week is told of once.
CREATE UNIQUE INDEX "insight_report_weekly_key" ON "insight_report"("guild_id", "to_day") WHERE "kind" = 'weekly';
CREATE INDEX "insight_report_guild_id_written_at_idx" ON "insight_report"("guild_id", "written_at");
CREATE INDEX "insight_report_written_at_idx" ON "insight_report"("written_at");
