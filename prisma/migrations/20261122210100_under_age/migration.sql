-- CreateTable
CREATE TABLE "under_age_report" (
    "id" UUID NOT NULL,
    "case_id" UUID,
    "person_id" BIGINT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" BIGINT,
    "request_id" UUID,

    CONSTRAINT "under_age_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "under_age_gate" (
    "hash" BYTEA NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "under_age_gate_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "under_age_report_case_id_key" ON "under_age_report"("case_id");

-- CreateIndex
CREATE INDEX "under_age_report_person_id_idx" ON "under_age_report"("person_id");

-- AddForeignKey
ALTER TABLE "under_age_report" ADD CONSTRAINT "under_age_report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "contact_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "under_age_report" ADD CONSTRAINT "under_age_report_decision" CHECK ("decision" IN ('under-age', 'not-shown'));
-- Nobody is taken for a child because a stranger says so: a decision is somebody's, or there is none.
ALTER TABLE "under_age_report" ADD CONSTRAINT "under_age_report_decided"
    CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NOT NULL OR "request_id" IS NULL));

-- Whether staff decided that somebody is under age. The ids are hashed once more than in a tombstone, so that nobody can
-- tell whose erasure was whose.
CREATE FUNCTION "behind_age_gate"("person" BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM "under_age_gate") THEN
        RETURN false;
    END IF;
    RETURN EXISTS (SELECT 1 FROM "under_age_gate"
                    WHERE "hash" = ANY(ARRAY(SELECT sha256(h) FROM unnest("erasure_hashes"("person", 0)) AS "own"(h))));
END
$$;

-- The gate: whoever is behind it gets no account, whatever code asks for one.
CREATE FUNCTION "refuse_under_age"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF "behind_age_gate"(NEW."id") THEN
        RAISE EXCEPTION 'staff decided that this account is of somebody under age' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "account_under_age" BEFORE INSERT ON "account" FOR EACH ROW EXECUTE FUNCTION "refuse_under_age"();
