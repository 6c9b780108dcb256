-- AlterTable
ALTER TABLE "analytics"."membership" ADD COLUMN     "invite_code" TEXT;

-- CreateTable
CREATE TABLE "analytics"."invite_watch" (
    "guild_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "since_ms" BIGINT NOT NULL,
    "asked_ms" BIGINT NOT NULL,
    "base_from_ms" BIGINT,
    "base_to_ms" BIGINT,

    CONSTRAINT "invite_watch_pkey" PRIMARY KEY ("guild_id")
);

-- CreateTable
CREATE TABLE "analytics"."invite_use" (
    "guild_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "channel_id" BIGINT,
    "uses" INTEGER NOT NULL,
    "max_uses" INTEGER NOT NULL,
    "created_ms" BIGINT,
    "expires_ms" BIGINT,
    "deleted_ms" BIGINT,
    "gone_ms" BIGINT,

    CONSTRAINT "invite_use_pkey" PRIMARY KEY ("guild_id","code")
);

-- CreateTable
CREATE TABLE "analytics"."invite_join" (
    "guild_id" BIGINT NOT NULL,
    "joined_ms" BIGINT NOT NULL,
    "joins" INTEGER NOT NULL,

    CONSTRAINT "invite_join_pkey" PRIMARY KEY ("guild_id","joined_ms")
);

-- CreateTable
CREATE TABLE "analytics"."retention_invite" (
    "guild_id" BIGINT NOT NULL,
    "week" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "channel_id" BIGINT,
    "joined" INTEGER NOT NULL,
    "stayed_week1" INTEGER NOT NULL,
    "active_week1" INTEGER NOT NULL,

    CONSTRAINT "retention_invite_pkey" PRIMARY KEY ("guild_id","week","source","code")
);

-- CreateIndex
CREATE INDEX "invite_use_gone_ms_idx" ON "analytics"."invite_use"("gone_ms");

ALTER TABLE "analytics"."invite_watch" ADD CONSTRAINT "invite_watch_state" CHECK ("state" IN ('starting', 'reading', 'not_permitted'));
ALTER TABLE "analytics"."invite_watch" ADD CONSTRAINT "invite_watch_base" CHECK (("state" = 'reading') = ("base_from_ms" IS NOT NULL AND "base_to_ms" IS NOT NULL));
ALTER TABLE "analytics"."invite_use" ADD CONSTRAINT "invite_use_source" CHECK ("source" IN ('invite', 'vanity'));
ALTER TABLE "analytics"."retention_invite" ADD CONSTRAINT "retention_invite_source" CHECK (("source" IN ('invite', 'vanity') AND "code" <> '') OR ("source" IN ('unknown', 'others') AND "code" = ''));
-- Rows of fewer would outlive the people's own rows.
ALTER TABLE "analytics"."retention_invite" ADD CONSTRAINT "retention_invite_joined" CHECK ("joined" >= 10);
