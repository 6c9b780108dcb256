-- CreateTable
CREATE TABLE "premium_period" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "premium_period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "premium_deletion" (
    "guild_id" BIGINT NOT NULL,
    "lost_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "premium_deletion_pkey" PRIMARY KEY ("guild_id","lost_at")
);

-- CreateTable
CREATE TABLE "stripe_customer" (
    "account_id" BIGINT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stripe_customer_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "checkout" (
    "guild_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "session_id" TEXT NOT NULL,
    "price_id" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkout_pkey" PRIMARY KEY ("guild_id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" TEXT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "current_period_end" TIMESTAMPTZ(3) NOT NULL,
    "trial_end" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_confirmation" (
    "invoice_id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "paid_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_confirmation_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "payment_reversal" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_reversal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_cursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "premium_period_guild_id_idx" ON "premium_period"("guild_id");

-- CreateIndex
CREATE UNIQUE INDEX "premium_period_source_ref_guild_id_starts_at_key" ON "premium_period"("source", "ref", "guild_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_customer_customer_id_key" ON "stripe_customer"("customer_id");

-- CreateIndex
CREATE INDEX "subscription_guild_id_idx" ON "subscription"("guild_id");

-- CreateIndex
CREATE INDEX "subscription_account_id_idx" ON "subscription"("account_id");

-- CreateIndex
CREATE INDEX "billing_confirmation_subscription_id_idx" ON "billing_confirmation"("subscription_id");

-- CreateIndex
CREATE INDEX "payment_reversal_subscription_id_idx" ON "payment_reversal"("subscription_id");

-- CreateIndex
CREATE INDEX "stripe_event_applied_at_subject_idx" ON "stripe_event"("applied_at", "subject");

ALTER TABLE "premium_period" ADD CONSTRAINT "premium_period_source_known" CHECK ("source" IN ('stripe', 'discord'));
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_kind_known" CHECK ("kind" IN ('refund', 'dispute'));

-- The bot hears of every change of what a guild is entitled to with the commit that makes it.
CREATE TRIGGER "premium_period_news" AFTER INSERT OR UPDATE ON "premium_period" FOR EACH ROW EXECUTE FUNCTION "premium_grant_news"();
