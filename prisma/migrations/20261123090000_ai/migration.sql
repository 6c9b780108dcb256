-- Each request that left for a model. Amounts are billionths of a US dollar. cost_nanos is null until the vendor has billed it.
CREATE TABLE "public"."ai_call" (
  "id" UUID NOT NULL,
  "feature" TEXT NOT NULL,
  "prompt_version" INTEGER NOT NULL,
  "person_id" BIGINT,
  "guild_id" BIGINT,
  "fields" TEXT[] NOT NULL,
  "redacted" INTEGER NOT NULL,
  "model" TEXT NOT NULL,
  "vendor" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "outcome" TEXT NOT NULL DEFAULT 'open',
  "tokens_in" INTEGER,
  "tokens_out" INTEGER,
  "reserved_nanos" BIGINT NOT NULL,
  "cost_nanos" BIGINT,
  "generation_id" TEXT,
  CONSTRAINT "ai_call_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ai_call_outcome" CHECK ("outcome" IN ('open', 'done', 'cut', 'refused', 'failed', 'malformed', 'off-list')),
  CONSTRAINT "ai_call_ended" CHECK (("outcome" = 'open') = ("ended_at" IS NULL)),
  CONSTRAINT "ai_call_amounts" CHECK ("reserved_nanos" >= 0 AND "cost_nanos" >= 0)
);
CREATE INDEX "ai_call_at_idx" ON "public"."ai_call" ("at");
CREATE INDEX "ai_call_guild_id_at_idx" ON "public"."ai_call" ("guild_id", "at");
CREATE INDEX "ai_call_person_id_at_idx" ON "public"."ai_call" ("person_id", "at");
-- What the vendor still has to bill.
CREATE INDEX "ai_call_unbilled" ON "public"."ai_call" ("at") WHERE "cost_nanos" IS NULL;

-- How often a use of a model was refused before anything left, by day (UTC, since 1970).
CREATE TABLE "public"."ai_refusal" (
  "day" INTEGER NOT NULL,
  "feature" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "refusals" INTEGER NOT NULL,
  CONSTRAINT "ai_refusal_pkey" PRIMARY KEY ("day", "feature", "reason")
);

-- What staff switched off: a feature, a vendor, or everything. kind: all | feature | vendor; name is empty for all.
CREATE TABLE "public"."ai_switch" (
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "off_at" TIMESTAMPTZ(3) NOT NULL,
  "reason" TEXT NOT NULL,
  CONSTRAINT "ai_switch_pkey" PRIMARY KEY ("kind", "name"),
  CONSTRAINT "ai_switch_kind" CHECK ("kind" IN ('all', 'feature', 'vendor') AND ("kind" = 'all') = ("name" = ''))
);

-- People who do not want a use of a model for themselves. feature is empty for every use.
CREATE TABLE "public"."ai_opt_out" (
  "user_id" BIGINT NOT NULL,
  "feature" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ai_opt_out_pkey" PRIMARY KEY ("user_id", "feature")
);

-- Guilds that do not want a use of a model. feature is empty for every use.
CREATE TABLE "public"."ai_guild_opt_out" (
  "guild_id" BIGINT NOT NULL,
  "feature" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ai_guild_opt_out_pkey" PRIMARY KEY ("guild_id", "feature")
);

-- What the vendor had billed to a key when the key was first used. key_hash names no secret.
CREATE TABLE "public"."ai_key" (
  "key_hash" BYTEA NOT NULL,
  "base_nanos" BIGINT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ai_key_pkey" PRIMARY KEY ("key_hash")
);
