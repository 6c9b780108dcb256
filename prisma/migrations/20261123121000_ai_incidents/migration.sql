-- What went wrong: with data, or with what AI did. Each has its own steps and times.
ALTER TABLE "public"."incident" ADD COLUMN "about" TEXT NOT NULL DEFAULT 'data';
ALTER TABLE "public"."incident" ADD CONSTRAINT "incident_about" CHECK ("about" IN ('data', 'ai'));
ALTER TABLE "public"."incident_notice" DROP CONSTRAINT "incident_notice_audience";
ALTER TABLE "public"."incident_notice" ADD CONSTRAINT "incident_notice_audience"
  CHECK ("audience" IN ('authority', 'people', 'discord', 'contained', 'review'));

-- Of data: whoever has to be told is due 72 hours after it was noticed, Article 33(1) GDPR, and the same for all. Of AI: it
-- is stopped within a day, people are told within 72 hours, and what was learned is written down within a fortnight.
CREATE OR REPLACE FUNCTION "incident_plan"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."about" = 'ai' THEN
        INSERT INTO "incident_notice" ("incident_id", "audience", "due_at")
        VALUES (NEW."id", 'contained', NEW."noticed_at" + interval '24 hours'),
               (NEW."id", 'people', NEW."noticed_at" + interval '72 hours'),
               (NEW."id", 'review', NEW."noticed_at" + interval '14 days');
    ELSE
        INSERT INTO "incident_notice" ("incident_id", "audience", "due_at")
        SELECT NEW."id", audience, NEW."noticed_at" + interval '72 hours' FROM unnest(ARRAY['authority', 'people', 'discord']) AS audience;
    END IF;
    RETURN NULL;
END
$$;
