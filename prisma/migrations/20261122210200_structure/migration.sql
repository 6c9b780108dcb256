-- AlterTable
ALTER TABLE "guild" ADD COLUMN "managed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "structure_read" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "reads" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "structure_read_pkey" PRIMARY KEY ("guild_id", "day", "what", "why")
);

-- CreateIndex
CREATE INDEX "structure_read_last_at_idx" ON "structure_read"("last_at");

-- Of guilds that have tokens, a digest or imported numbers, somebody has managed something here.
UPDATE "guild" SET "managed_at" = now()
 WHERE EXISTS (SELECT FROM "api_token" t WHERE t."guild_id" = "guild"."id")
    OR EXISTS (SELECT FROM "digest" d WHERE d."guild_id" = "guild"."id");
