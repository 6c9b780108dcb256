-- CreateTable
CREATE TABLE "analytics"."membership" (
    "guild_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "first_joined_ms" BIGINT NOT NULL,
    "joined_ms" BIGINT NOT NULL,
    "left_ms" BIGINT,
    "stayed_week1" BOOLEAN,
    "stayed_week4" BOOLEAN,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("guild_id","user_id")
);

-- CreateTable
CREATE TABLE "analytics"."growth_hour" (
    "guild_id" BIGINT NOT NULL,
    "hour" INTEGER NOT NULL,
    "joins" INTEGER NOT NULL DEFAULT 0,
    "left_first_day" INTEGER NOT NULL DEFAULT 0,
    "left_first_week" INTEGER NOT NULL DEFAULT 0,
    "left_first_month" INTEGER NOT NULL DEFAULT 0,
    "left_later" INTEGER NOT NULL DEFAULT 0,
    "left_unknown" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "growth_hour_pkey" PRIMARY KEY ("guild_id","hour")
);

-- CreateTable
CREATE TABLE "analytics"."channel_hour" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "hour" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "active_ms" BIGINT NOT NULL DEFAULT 0,
    "muted_ms" BIGINT NOT NULL DEFAULT 0,
    "deafened_ms" BIGINT NOT NULL DEFAULT 0,
    "alone_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "channel_hour_pkey" PRIMARY KEY ("guild_id","channel_id","hour")
);

-- CreateTable
CREATE TABLE "analytics"."voice_peak" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "hour" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "voice_peak_pkey" PRIMARY KEY ("guild_id","channel_id","hour")
);

-- CreateTable
CREATE TABLE "analytics"."channel_day" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "parent_id" BIGINT,
    "messages" INTEGER NOT NULL,
    "posters" INTEGER NOT NULL,
    "active_ms" BIGINT NOT NULL,
    "muted_ms" BIGINT NOT NULL,
    "deafened_ms" BIGINT NOT NULL,
    "alone_ms" BIGINT NOT NULL,
    "voice_users" INTEGER NOT NULL,
    "peak" INTEGER,

    CONSTRAINT "channel_day_pkey" PRIMARY KEY ("guild_id","day","channel_id")
);

-- CreateTable
CREATE TABLE "analytics"."guild_day" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "messages" INTEGER NOT NULL,
    "active_ms" BIGINT NOT NULL,
    "muted_ms" BIGINT NOT NULL,
    "deafened_ms" BIGINT NOT NULL,
    "alone_ms" BIGINT NOT NULL,
    "peak" INTEGER,
    "posters" INTEGER NOT NULL,
    "voice_users" INTEGER NOT NULL,
    "active" INTEGER NOT NULL,
    "active_week" INTEGER,
    "newcomers" INTEGER,
    "returned" INTEGER,
    "lapsed" INTEGER,
    "regulars" INTEGER,
    "joins" INTEGER NOT NULL,
    "left_first_day" INTEGER NOT NULL,
    "left_first_week" INTEGER NOT NULL,
    "left_first_month" INTEGER NOT NULL,
    "left_later" INTEGER NOT NULL,
    "left_unknown" INTEGER NOT NULL,
    "observed_messages" REAL NOT NULL,
    "observed_voice" REAL NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guild_day_pkey" PRIMARY KEY ("guild_id","day")
);

-- CreateTable
CREATE TABLE "analytics"."active_month" (
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "observed" REAL NOT NULL,

    CONSTRAINT "active_month_pkey" PRIMARY KEY ("guild_id","day")
);

-- CreateTable
CREATE TABLE "analytics"."retention_week" (
    "guild_id" BIGINT NOT NULL,
    "week" INTEGER NOT NULL,
    "joined" INTEGER,
    "stayed_week1" INTEGER,
    "active_week1" INTEGER,
    "stayed_week4" INTEGER,
    "active_week4" INTEGER,
    "observed_week1" REAL,
    "observed_week4" REAL,

    CONSTRAINT "retention_week_pkey" PRIMARY KEY ("guild_id","week")
);

-- CreateTable
CREATE TABLE "analytics"."roll_up_due" (
    "guild_id" BIGINT NOT NULL,
    "hour" INTEGER NOT NULL,

    CONSTRAINT "roll_up_due_pkey" PRIMARY KEY ("guild_id","hour")
);

-- CreateTable
CREATE TABLE "analytics"."annotation" (
    "id" UUID NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "membership_guild_id_first_joined_ms_idx" ON "analytics"."membership"("guild_id", "first_joined_ms");

-- CreateIndex
CREATE INDEX "membership_left_ms_idx" ON "analytics"."membership"("left_ms");

-- CreateIndex
CREATE INDEX "annotation_guild_id_day_idx" ON "analytics"."annotation"("guild_id", "day");
