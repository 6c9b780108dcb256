-- CreateTable
CREATE TABLE "digest" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_reason" TEXT,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("guild_id")
);

-- CreateTable
CREATE TABLE "digest_delivery" (
    "guild_id" BIGINT NOT NULL,
    "week" INTEGER NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "message_id" BIGINT,
    "given_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_delivery_pkey" PRIMARY KEY ("guild_id","week")
);

ALTER TABLE "digest" ADD CONSTRAINT "digest_stopped_for_a_reason" CHECK (("stopped_at" IS NULL) = ("stopped_reason" IS NULL));
