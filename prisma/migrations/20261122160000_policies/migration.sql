-- CreateTable
CREATE TABLE "policy_posting" (
    "policy" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "dated" DATE NOT NULL,
    "effective" DATE NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_posting_pkey" PRIMARY KEY ("policy","number")
);

-- CreateTable
CREATE TABLE "notice_delivery" (
    "account_id" BIGINT NOT NULL,
    "subject" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_delivery_pkey" PRIMARY KEY ("account_id","subject","channel")
);

-- CreateTable
CREATE TABLE "attestation" (
    "id" UUID NOT NULL,
    "promise" TEXT NOT NULL,
    "attested_by" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence_url" TEXT,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attestation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_plan" (
    "id" UUID NOT NULL,
    "promise" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "planned_by" BIGINT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by" BIGINT,
    "findings" TEXT,

    CONSTRAINT "audit_plan_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "attestation_promise_idx" ON "attestation"("promise");

-- AddForeignKey
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was posted is what was posted.
CREATE TRIGGER "policy_posting_append_only" BEFORE UPDATE OR DELETE ON "policy_posting" FOR EACH ROW EXECUTE FUNCTION "append_only"();

ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_channel" CHECK ("channel" IN ('dashboard', 'mail'));
ALTER TABLE "attestation" ADD CONSTRAINT "attestation_ends" CHECK ("expires_at" > "attested_at");
ALTER TABLE "audit_plan" ADD CONSTRAINT "audit_plan_done" CHECK (("done_at" IS NULL) = ("findings" IS NULL));
