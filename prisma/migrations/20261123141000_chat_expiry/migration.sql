-- After how many days without a question a person's conversations with the assistant end, where they chose that.
CREATE TABLE "public"."assistant_expiry" (
  "person_id" BIGINT NOT NULL,
  "keep_days" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "assistant_expiry_pkey" PRIMARY KEY ("person_id"),
  CONSTRAINT "assistant_expiry_days" CHECK ("keep_days" BETWEEN 1 AND 3650)
);
