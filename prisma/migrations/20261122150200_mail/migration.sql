-- AlterTable
ALTER TABLE "account" ADD COLUMN "email_sealed" BYTEA;

-- CreateTable
CREATE TABLE "mail_choice" (
    "account_id" BIGINT NOT NULL,
    "topic" TEXT NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_choice_pkey" PRIMARY KEY ("account_id","topic")
);

-- CreateTable
CREATE TABLE "mail_outbox" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" BIGINT NOT NULL,
    "topic" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "given_up_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "mail_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mail_outbox_key_key" ON "mail_outbox"("key");

-- CreateIndex
CREATE INDEX "mail_outbox_queued_at_idx" ON "mail_outbox"("queued_at");

-- CreateIndex
CREATE INDEX "mail_outbox_account_id_idx" ON "mail_outbox"("account_id");

-- AddForeignKey
ALTER TABLE "mail_choice" ADD CONSTRAINT "mail_choice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_outbox" ADD CONSTRAINT "mail_outbox_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is to be sent still, by when it is due.
CREATE INDEX "mail_outbox_due" ON "mail_outbox" ("due_at") WHERE "sent_at" IS NULL AND "given_up_at" IS NULL;
