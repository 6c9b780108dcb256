-- AlterTable
ALTER TABLE "gateway"."shard" ADD COLUMN     "recent_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[];

-- AlterTable
ALTER TABLE "analytics"."coverage_gap" ADD COLUMN     "counted_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[];

-- CreateTable
CREATE TABLE "analytics"."gap_healing" (
    "gap_id" BIGINT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gap_healing_pkey" PRIMARY KEY ("gap_id","guild_id")
);

-- CreateTable
CREATE TABLE "analytics"."channel_healing" (
    "gap_id" BIGINT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "from_id" BIGINT NOT NULL,
    "to_id" BIGINT NOT NULL,
    "done_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_healing_pkey" PRIMARY KEY ("gap_id","guild_id","channel_id","from_id")
);

-- CreateIndex
CREATE INDEX "gap_healing_state_idx" ON "analytics"."gap_healing"("state");

ALTER TABLE "gateway"."shard" ALTER COLUMN "recent_ids" SET NOT NULL;
ALTER TABLE "analytics"."coverage_gap" ALTER COLUMN "counted_ids" SET NOT NULL;
ALTER TABLE "analytics"."gap_healing" ADD CONSTRAINT "gap_healing_state" CHECK ("state" IN ('healing', 'healed', 'partly', 'not_possible'));
ALTER TABLE "analytics"."channel_healing" ADD CONSTRAINT "channel_healing_state" CHECK ("state" IN ('open', 'done', 'not_possible'));

-- Of gaps noticed before ids were kept nobody knows what of them was counted, so they are not filled in.
INSERT INTO "analytics"."gap_healing" ("gap_id", "guild_id", "state", "reason")
SELECT DISTINCT g.id, s.guild_id, 'not_possible', 'too-old'
  FROM "analytics"."coverage_gap" g
  JOIN "analytics"."counting_span" s
    ON (g.to_ms IS NULL OR s.from_ms < g.to_ms) AND (s.to_ms IS NULL OR s.to_ms > g.from_ms)
   AND (s.guild_id = g.guild_id OR (g.guild_id IS NULL AND g.shard_id = (s.guild_id >> 22) % g.shard_count))
 WHERE g.kind = 'all';
