-- CreateTable
CREATE TABLE "consent_event" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "purpose" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_reach" (
    "process_id" UUID NOT NULL,
    "process" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_reach_pkey" PRIMARY KEY ("process_id")
);

-- CreateIndex
CREATE INDEX "consent_event_user_id_purpose_id_idx" ON "consent_event"("user_id", "purpose", "id");

ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_outcome" CHECK ("outcome" IN ('given', 'refused', 'withdrawn'));

-- What was answered stays as it was answered.
CREATE FUNCTION consent_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger of consents only grows';
END $$;
CREATE TRIGGER consent_event_stays BEFORE UPDATE OR TRUNCATE ON "consent_event"
  FOR EACH STATEMENT EXECUTE FUNCTION consent_event_stays();

-- A person's answers go all at once, when the person is erased, or not at all.
CREATE FUNCTION consent_event_goes_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM consent_event e JOIN gone g ON g.user_id = e.user_id) THEN
    RAISE EXCEPTION 'the ledger of consents only grows, but for a person who is erased';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER consent_event_goes_whole AFTER DELETE ON "consent_event"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION consent_event_goes_whole();

-- Whatever changes what somebody consents to, every process hears of it with the commit. The shape is that of
-- core/platform/bus.server.ts.
CREATE FUNCTION consent_event_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('procord_news',
    json_build_object('type', 'consent', 'userId', coalesce(NEW.user_id, OLD.user_id)::text)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER consent_event_tell AFTER INSERT OR DELETE ON "consent_event"
  FOR EACH ROW EXECUTE FUNCTION consent_event_tell();
