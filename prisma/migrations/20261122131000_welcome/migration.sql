-- AlterTable
ALTER TABLE "account" ADD COLUMN "notice_version" INTEGER;

-- CreateTable
CREATE TABLE "notice_receipt" (
    "user_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "at_least" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_receipt_pkey" PRIMARY KEY ("user_id", "version")
);

-- CreateTable
CREATE TABLE "age_refusal" (
    "day" DATE NOT NULL,
    "refusals" INTEGER NOT NULL,

    CONSTRAINT "age_refusal_pkey" PRIMARY KEY ("day")
);

-- AddForeignKey: what somebody answered goes with their account. A receipt is there before its account, in the same
-- transaction, so it is checked at its end.
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "notice_receipt" ADD CONSTRAINT "notice_receipt_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
