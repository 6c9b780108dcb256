-- How a request has to be routed: written before it leaves, and sent as it was written. A row that is not pinned is refused,
-- and without a row nothing leaves.
ALTER TABLE "public"."ai_call" ADD COLUMN "pins" JSONB NOT NULL;
ALTER TABLE "public"."ai_call" ADD CONSTRAINT "ai_call_pinned" CHECK (
  "pins" @> '{"allow_fallbacks": false, "data_collection": "deny", "zdr": true, "require_parameters": true}'
  AND coalesce(jsonb_array_length("pins" -> 'only') > 0, false));
-- What somebody made of the answer: kept, or overridden.
ALTER TABLE "public"."ai_call" ADD COLUMN "judged" TEXT;
ALTER TABLE "public"."ai_call" ADD CONSTRAINT "ai_call_judged" CHECK ("judged" IN ('kept', 'overridden'));

-- Answers that were chosen by chance for staff to look at, masked. They go with their call.
CREATE TABLE "public"."ai_sample" (
  "call_id" UUID NOT NULL,
  "feature" TEXT NOT NULL,
  "person_id" BIGINT,
  "guild_id" BIGINT,
  "text" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "verdict" TEXT,
  "note" TEXT,
  "reviewed_at" TIMESTAMPTZ(3),
  CONSTRAINT "ai_sample_pkey" PRIMARY KEY ("call_id"),
  CONSTRAINT "ai_sample_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "public"."ai_call" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "ai_sample_verdict" CHECK ("verdict" IN ('good', 'wrong', 'harmful')),
  CONSTRAINT "ai_sample_reviewed" CHECK (("verdict" IS NULL) = ("reviewed_at" IS NULL) AND ("verdict" IS NOT NULL OR "note" IS NULL))
);
CREATE INDEX "ai_sample_at_idx" ON "public"."ai_sample" ("at");
CREATE INDEX "ai_sample_person_id_idx" ON "public"."ai_sample" ("person_id");
CREATE INDEX "ai_sample_guild_id_idx" ON "public"."ai_sample" ("guild_id");

-- A run of a set of questions whose answers are known. Amounts are billionths of a US dollar.
CREATE TABLE "public"."ai_evaluation" (
  "id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "evaluation" TEXT NOT NULL,
  "feature" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "prompt_version" INTEGER NOT NULL,
  "asked" INTEGER NOT NULL,
  "right" INTEGER NOT NULL,
  "failed" INTEGER NOT NULL,
  "cost_nanos" BIGINT NOT NULL,
  CONSTRAINT "ai_evaluation_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ai_evaluation_counts" CHECK ("asked" > 0 AND "right" >= 0 AND "failed" >= 0 AND "right" + "failed" <= "asked")
);
CREATE INDEX "ai_evaluation_evaluation_at_idx" ON "public"."ai_evaluation" ("evaluation", "at");
