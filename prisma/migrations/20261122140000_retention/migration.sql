-- CreateTable
CREATE TABLE "retention_reading" (
    "retention" TEXT NOT NULL,
    "oldest_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "place" TEXT,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retention_reading_pkey" PRIMARY KEY ("retention")
);

ALTER TABLE "retention_reading" ADD CONSTRAINT "retention_reading_whole" CHECK (num_nulls("oldest_at", "due_at", "place") IN (0, 3));

-- The oldest event that still names somebody is looked for often, and there may be many that do not.
CREATE INDEX "audit_event_names" ON "audit_event" ("at")
    WHERE num_nonnulls("actor_id", "subject_id", "reason", "detail", "before", "after") > 0;
