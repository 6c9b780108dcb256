-- CreateTable
CREATE TABLE "promise_evidence" (
    "promise" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promise_evidence_pkey" PRIMARY KEY ("promise")
);

ALTER TABLE "promise_evidence" ADD CONSTRAINT "promise_evidence_state" CHECK ("state" IN ('kept', 'degraded', 'broken'));
