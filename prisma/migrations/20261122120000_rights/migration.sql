-- CreateTable
CREATE TABLE "rights_request" (
    "id" UUID NOT NULL,
    "asked_right" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "person_id" BIGINT,
    "guild_id" BIGINT,
    "purpose" TEXT,
    "undo" BOOLEAN NOT NULL DEFAULT false,
    "words" TEXT,
    "answer" TEXT,
    "surface" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "recipient" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "own_due_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "receipt_number" BIGINT,

    CONSTRAINT "rights_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rights_step" (
    "request_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "next_part" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "rights_step_pkey" PRIMARY KEY ("request_id","place")
);

-- CreateTable
CREATE TABLE "rights_count" (
    "request_id" UUID NOT NULL,
    "table_name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "rights_count_pkey" PRIMARY KEY ("request_id","table_name")
);

-- CreateTable
CREATE TABLE "rights_export" (
    "request_id" UUID NOT NULL,
    "file" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "rows" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "rights_export_pkey" PRIMARY KEY ("request_id")
);

-- CreateIndex
CREATE INDEX "rights_request_person_id_idx" ON "rights_request"("person_id");

-- AddForeignKey
ALTER TABLE "rights_step" ADD CONSTRAINT "rights_step_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "rights_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rights_count" ADD CONSTRAINT "rights_count_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "rights_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rights_export" ADD CONSTRAINT "rights_export_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "rights_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_right" CHECK ("asked_right" IN ('export', 'correct', 'erase', 'object', 'withdraw', 'restrict'));
ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_of" CHECK ("of" IN ('person', 'guild') AND ("of" = 'person' OR "guild_id" IS NOT NULL));
ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_state" CHECK ("state" IN ('open', 'running', 'done', 'held', 'failed') AND ("state" IN ('done', 'failed')) = ("finished_at" IS NOT NULL));
ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_surface" CHECK ("surface" IN ('dashboard', 'discord', 'staff', 'system'));
-- Only what was asked by nobody, or is over, names nobody.
ALTER TABLE "rights_request" ADD CONSTRAINT "rights_request_person" CHECK ("person_id" IS NOT NULL OR "surface" = 'system' OR "finished_at" IS NOT NULL);
ALTER TABLE "rights_step" ADD CONSTRAINT "rights_step_state" CHECK ("state" IN ('waiting', 'running', 'done'));

-- The same is asked once at a time. Corrections differ by their words.
CREATE UNIQUE INDEX "rights_request_open" ON "rights_request"
    ("asked_right", "of", coalesce("person_id", 0), coalesce("guild_id", 0), coalesce("purpose", ''), "undo")
    WHERE "finished_at" IS NULL AND "asked_right" <> 'correct';
