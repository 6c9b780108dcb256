-- What people made of answers, added up by use and week: of ten people or more, and naming nobody. `week` is its Monday, in
-- days since 1970.
CREATE TABLE "public"."ai_feedback_week" (
  "feature" TEXT NOT NULL,
  "week" INTEGER NOT NULL,
  "kept" INTEGER NOT NULL,
  "overridden" INTEGER NOT NULL,
  "people" INTEGER NOT NULL,
  "added_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ai_feedback_week_pkey" PRIMARY KEY ("feature", "week"),
  CONSTRAINT "ai_feedback_week_floor" CHECK ("people" >= 10),
  CONSTRAINT "ai_feedback_week_sums" CHECK ("kept" >= 0 AND "overridden" >= 0 AND "kept" + "overridden" >= "people")
);

-- What was changed because of what people said of answers, and of what: a week of feedback, a week of answers that staff looked
-- at, or an incident. One of them, always.
CREATE TABLE "public"."ai_change" (
  "id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "feature" TEXT,
  "feedback_week" INTEGER,
  "review_week" INTEGER,
  "incident_id" UUID,
  "words" TEXT NOT NULL,
  CONSTRAINT "ai_change_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ai_change_linked" CHECK (num_nonnulls("feedback_week", "review_week", "incident_id") = 1
    AND ("feature" IS NULL) = ("incident_id" IS NOT NULL)),
  CONSTRAINT "ai_change_words" CHECK (char_length("words") BETWEEN 20 AND 500),
  CONSTRAINT "ai_change_feature_feedback_week_fkey" FOREIGN KEY ("feature", "feedback_week")
    REFERENCES "public"."ai_feedback_week" ("feature", "week") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "ai_change_at_idx" ON "public"."ai_change" ("at");
