-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "drill" BOOLEAN NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT NOT NULL,
    "opened_by" BIGINT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" BIGINT,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_notice" (
    "incident_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by" BIGINT,
    "evidence" TEXT,

    CONSTRAINT "incident_notice_pkey" PRIMARY KEY ("incident_id","audience")
);

-- AddForeignKey
ALTER TABLE "incident_notice" ADD CONSTRAINT "incident_notice_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "incident_notice" ADD CONSTRAINT "incident_notice_audience" CHECK ("audience" IN ('authority', 'people', 'discord'));

-- Whoever has to be told of an incident is due 72 hours after it was noticed: Article 33(1) GDPR, and the same for all.
CREATE FUNCTION "incident_plan"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "incident_notice" ("incident_id", "audience", "due_at")
    SELECT NEW."id", audience, NEW."noticed_at" + interval '72 hours' FROM unnest(ARRAY['authority', 'people', 'discord']) AS audience;
    RETURN NULL;
END
$$;
CREATE TRIGGER "incident_plan" AFTER INSERT ON "incident" FOR EACH ROW EXECUTE FUNCTION "incident_plan"();

-- An incident stays open until everybody was told.
CREATE FUNCTION "incident_told"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."closed_at" IS NOT NULL AND EXISTS (SELECT FROM "incident_notice" WHERE "incident_id" = NEW."id" AND "sent_at" IS NULL) THEN
        RAISE EXCEPTION 'somebody was not told of the incident yet';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "incident_told" BEFORE UPDATE ON "incident" FOR EACH ROW EXECUTE FUNCTION "incident_told"();
