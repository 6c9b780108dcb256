-- AlterTable
ALTER TABLE "guild" ADD COLUMN "tell_channel_id" BIGINT, ADD COLUMN "told_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "guild_to_tell" ON "guild"("id") WHERE "tell_channel_id" IS NOT NULL AND "told_at" IS NULL;
