-- CreateTable
CREATE TABLE "erasure_tombstone" (
    "hash" BYTEA NOT NULL,
    "mark" INTEGER NOT NULL,
    "until_ms" BIGINT NOT NULL,

    CONSTRAINT "erasure_tombstone_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "erasure_tombstone_until_ms_idx" ON "erasure_tombstone"("until_ms");

-- Erasure looks for them by person.
CREATE INDEX "audit_event_actor_id" ON "audit_event"("actor_id") WHERE "actor_id" IS NOT NULL;
CREATE INDEX "audit_event_subject_id" ON "audit_event"("subject_id") WHERE "subject_id" IS NOT NULL;

-- What is left of the id of somebody who was erased: a hash under each key that this connection was opened with. The keys
-- come from PROCORD_SECRET and are in no table, so that nobody can tell from a copy of the database who it was.
-- guild 0: everywhere. person 0: of the guild.
CREATE FUNCTION "erasure_hashes"("person" BIGINT, "guild" BIGINT) RETURNS BYTEA[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    "keys" TEXT := current_setting('procord.erasure_keys', true);
BEGIN
    IF "keys" IS NULL OR "keys" = '' THEN
        RAISE EXCEPTION 'this connection has no key to tell who was erased';
    END IF;
    RETURN ARRAY(SELECT sha256(decode(k, 'hex') || int8send("person") || int8send("guild"))
                   FROM unnest(string_to_array("keys", '.')) WITH ORDINALITY AS "all_keys"(k, place) ORDER BY place);
END
$$;

-- Under each key of this connection, where the marks of its tombstones begin.
CREATE FUNCTION "erasure_seeds"() RETURNS BIGINT[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    "keys" TEXT := current_setting('procord.erasure_keys', true);
BEGIN
    IF "keys" IS NULL OR "keys" = '' THEN
        RAISE EXCEPTION 'this connection has no key to tell who was erased';
    END IF;
    RETURN ARRAY(SELECT ('x' || left(encode(sha256(decode(k, 'hex') || 'mark'::bytea), 'hex'), 16))::bit(64)::bigint
                   FROM unnest(string_to_array("keys", '.')) WITH ORDINALITY AS "all_keys"(k, place) ORDER BY place);
END
$$;

-- One of 65,536, so that hashes are made for few of those who were not erased. Without a seed it tells nothing of an id.
CREATE FUNCTION "erasure_mark"("id" BIGINT, "seed" BIGINT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended("id", "seed") & 65535)::int4
$$;

-- Whether what a person did in a guild at an instant is refused.
CREATE FUNCTION "is_erased"("person" BIGINT, "guild" BIGINT, "at_ms" BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM "erasure_tombstone"
                    WHERE "until_ms" > "at_ms"
                      AND "hash" = ANY("erasure_hashes"("person", 0) || "erasure_hashes"("person", "guild") || "erasure_hashes"(0, "guild")))
$$;
