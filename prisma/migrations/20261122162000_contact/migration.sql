-- CreateTable
CREATE TABLE "contact_case" (
    "id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "account_id" BIGINT,
    "channel" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" BIGINT,
    "answer" TEXT,

    CONSTRAINT "contact_case_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_case_secret_hash_key" ON "contact_case"("secret_hash");

-- CreateIndex
CREATE INDEX "contact_case_received_at_idx" ON "contact_case"("received_at");

ALTER TABLE "contact_case" ADD CONSTRAINT "contact_case_channel" CHECK ("channel" IN ('form', 'command', 'mail'));
ALTER TABLE "contact_case" ADD CONSTRAINT "contact_case_answered" CHECK (("answered_at" IS NULL) = ("answer" IS NULL));
