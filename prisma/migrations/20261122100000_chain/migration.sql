-- CreateTable
CREATE TABLE "chain_record" (
    "chain" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "body" TEXT NOT NULL,
    "signature" BYTEA,
    "key_id" TEXT,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "chain_record_pkey" PRIMARY KEY ("chain","number")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "audit_event" ALTER COLUMN "detail" DROP NOT NULL;
ALTER TABLE "audit_event" ADD COLUMN "before" JSONB,
                          ADD COLUMN "after" JSONB,
                          ADD COLUMN "actor_salt" UUID DEFAULT gen_random_uuid(),
                          ADD COLUMN "subject_salt" UUID DEFAULT gen_random_uuid(),
                          ADD COLUMN "words_salt" UUID DEFAULT gen_random_uuid();

ALTER TABLE "chain_record" ADD CONSTRAINT "chain_record_signed" CHECK (("signature" IS NULL) = ("key_id" IS NULL));

-- The hash of a record binds everything before it. The first of a chain follows 32 bytes of zero.
CREATE FUNCTION "chain_hash"("previous" BYTEA, "body" TEXT, "signature" BYTEA) RETURNS BYTEA LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(previous || convert_to(body, 'UTF8') || coalesce(signature, ''))
$$;

-- Puts a record at the end of a chain, one transaction after the other. Its number.
CREATE FUNCTION "chain_append"("to_chain" TEXT, "new_body" TEXT, "new_signature" BYTEA DEFAULT NULL, "new_key_id" TEXT DEFAULT NULL)
RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    "last" "chain_record"%ROWTYPE;
    "previous" BYTEA;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('chain_record ' || "to_chain", 0));
    SELECT * INTO "last" FROM "chain_record" WHERE "chain" = "to_chain" ORDER BY "number" DESC LIMIT 1;
    "previous" := coalesce("last"."hash", decode(repeat('00', 32), 'hex'));
    INSERT INTO "chain_record" ("chain", "number", "body", "signature", "key_id", "previous_hash", "hash")
    VALUES ("to_chain", coalesce("last"."number", 0) + 1, "new_body", "new_signature", "new_key_id", "previous",
            "chain_hash"("previous", "new_body", "new_signature"));
    RETURN coalesce("last"."number", 0) + 1;
END
$$;

CREATE FUNCTION "append_only"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER "chain_record_append_only" BEFORE UPDATE OR DELETE ON "chain_record" FOR EACH ROW EXECUTE FUNCTION "append_only"();
CREATE TRIGGER "chain_record_no_truncate" BEFORE TRUNCATE ON "chain_record" FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();
CREATE TRIGGER "signing_key_append_only" BEFORE UPDATE OR DELETE ON "signing_key" FOR EACH ROW EXECUTE FUNCTION "append_only"();

-- What the chain knows of a part of an audit event: nothing, but whether it is still what was written. Without the salt it
-- cannot even be guessed.
CREATE FUNCTION "audit_seal"("salt" UUID, "part" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(salt::text || coalesce(part, ''), 'UTF8')), 'hex')
$$;
CREATE FUNCTION "audit_words"("event" "audit_event") RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('reason', event.reason, 'detail', event.detail, 'before', event.before, 'after', event.after)::text
$$;

CREATE FUNCTION "audit_body"("event" "audit_event") RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', event.id::text,
        'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'actorKind', event.actor_kind,
        'action', event.action,
        'guildId', event.guild_id::text,
        'actor', audit_seal(event.actor_salt, event.actor_id::text),
        'subject', audit_seal(event.subject_salt, event.subject_id::text),
        'words', audit_seal(event.words_salt, audit_words(event))
    )::text
$$;

CREATE FUNCTION "audit_event_chain"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "chain_append"('audit', "audit_body"(NEW));
    RETURN NULL;
END
$$;
CREATE TRIGGER "audit_event_chain" AFTER INSERT ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_chain"();

-- An event stays as it is, but for who it names and the words about them: those may be erased, with their salt.
CREATE OR REPLACE FUNCTION "audit_event_append_only"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (NEW."id", NEW."at", NEW."actor_kind", NEW."action") = (OLD."id", OLD."at", OLD."actor_kind", OLD."action")
       AND NEW."guild_id" IS NOT DISTINCT FROM OLD."guild_id"
       AND ((NEW."actor_salt" IS NULL AND NEW."actor_id" IS NULL)
            OR (NEW."actor_salt", NEW."actor_id") IS NOT DISTINCT FROM (OLD."actor_salt", OLD."actor_id"))
       AND ((NEW."subject_salt" IS NULL AND NEW."subject_id" IS NULL)
            OR (NEW."subject_salt", NEW."subject_id") IS NOT DISTINCT FROM (OLD."subject_salt", OLD."subject_id"))
       AND ((NEW."words_salt" IS NULL AND NEW."reason" IS NULL AND NEW."detail" IS NULL AND NEW."before" IS NULL AND NEW."after" IS NULL)
            OR (NEW."words_salt", "audit_words"(NEW)) IS NOT DISTINCT FROM (OLD."words_salt", "audit_words"(OLD)))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_event is append-only';
END
$$;
ALTER TABLE "audit_event" DROP CONSTRAINT "audit_event_actor";
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor"
    CHECK ("actor_kind" IN ('system', 'model') OR "actor_id" IS NOT NULL OR "actor_salt" IS NULL);
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_salts"
    CHECK (("actor_salt" IS NOT NULL OR "actor_id" IS NULL) AND ("subject_salt" IS NOT NULL OR "subject_id" IS NULL));

-- Events from before there was a chain enter it in their order.
DO $$
DECLARE
    "event" "audit_event"%ROWTYPE;
BEGIN
    FOR "event" IN SELECT * FROM "audit_event" ORDER BY "id" LOOP
        PERFORM "chain_append"('audit', "audit_body"("event"));
    END LOOP;
END
$$;
