-- What a person asked the assistant in a guild, and what it answered. The person and the guild stand in every row.
CREATE TABLE "assistant_thread" (
    "id" UUID NOT NULL,
    "person_id" BIGINT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "title" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assistant_thread_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "assistant_thread_origin" CHECK ("origin" IN ('dashboard', 'discord')),
    CONSTRAINT "assistant_thread_title" CHECK (char_length("title") BETWEEN 1 AND 100)
);
-- What belongs to a thread belongs to its person and its guild.
CREATE UNIQUE INDEX "assistant_thread_owner_key" ON "assistant_thread"("id", "person_id", "guild_id");
CREATE INDEX "assistant_thread_person_id_idx" ON "assistant_thread"("person_id", "guild_id", "changed_at");
CREATE INDEX "assistant_thread_guild_id_idx" ON "assistant_thread"("guild_id");
CREATE INDEX "assistant_thread_changed_at_idx" ON "assistant_thread"("changed_at");

CREATE TABLE "assistant_turn" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "person_id" BIGINT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "refusal" TEXT,
    "sources" JSONB NOT NULL,
    "unsupported" TEXT[] NOT NULL,
    "call_ids" UUID[] NOT NULL,
    "feedback" TEXT,

    CONSTRAINT "assistant_turn_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "assistant_turn_state" CHECK ("state" IN ('writing', 'done', 'cut', 'short', 'failed', 'without-model')),
    CONSTRAINT "assistant_turn_refusal" CHECK ("refusal" IS NULL OR "state" = 'without-model'),
    CONSTRAINT "assistant_turn_feedback" CHECK ("feedback" IN ('good', 'bad')),
    CONSTRAINT "assistant_turn_question" CHECK (char_length("question") BETWEEN 1 AND 2000),
    CONSTRAINT "assistant_turn_thread_id_person_id_guild_id_fkey" FOREIGN KEY ("thread_id", "person_id", "guild_id")
        REFERENCES "assistant_thread"("id", "person_id", "guild_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "assistant_turn_thread_id_number_key" ON "assistant_turn"("thread_id", "number");
CREATE UNIQUE INDEX "assistant_turn_owner_key" ON "assistant_turn"("id", "person_id", "guild_id");
CREATE INDEX "assistant_turn_person_id_idx" ON "assistant_turn"("person_id", "asked_at");

CREATE TABLE "assistant_proposal" (
    "id" UUID NOT NULL,
    "turn_id" UUID NOT NULL,
    "person_id" BIGINT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "path" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "assistant_proposal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "assistant_proposal_state" CHECK ("state" IN ('open', 'applied', 'dismissed')),
    -- Nothing is made open that is decided already: a person's click decides.
    CONSTRAINT "assistant_proposal_decided" CHECK (("state" = 'open') = ("decided_at" IS NULL)),
    CONSTRAINT "assistant_proposal_turn_id_person_id_guild_id_fkey" FOREIGN KEY ("turn_id", "person_id", "guild_id")
        REFERENCES "assistant_turn"("id", "person_id", "guild_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "assistant_proposal_turn_id_number_key" ON "assistant_proposal"("turn_id", "number");

-- A proposal begins open, and is decided on a connection of a person's acts: not in the same breath as it is made, and not by
-- a model or the system.
CREATE FUNCTION "keep_proposal_open"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'open' THEN
        RAISE EXCEPTION 'a proposal begins open' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state <> OLD.state AND OLD.state <> 'open' THEN
        RAISE EXCEPTION 'a proposal is decided once' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'applied'
       AND NOT 'person' = ANY(string_to_array(coalesce(current_setting('procord.acts', true), ''), ',')) THEN
        RAISE EXCEPTION 'only a person applies a proposal' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "assistant_proposal_open" BEFORE INSERT OR UPDATE ON "assistant_proposal"
    FOR EACH ROW EXECUTE FUNCTION "keep_proposal_open"();

-- They run as the owner: whoever may call them is listed in core/platform/roles.ts.
REVOKE EXECUTE ON FUNCTION "analytics"."ensure_day"(INTEGER), "analytics"."ensure_people"(INTEGER) FROM PUBLIC;
