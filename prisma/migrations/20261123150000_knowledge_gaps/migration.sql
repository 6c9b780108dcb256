-- What was asked about a guild and found nowhere, for people to write down. It holds nobody: not who asked, and no mention.
CREATE TABLE "knowledge_gap" (
    "guild_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "terms" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "asked" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "knowledge_gap_pkey" PRIMARY KEY ("guild_id", "id"),
    CONSTRAINT "knowledge_gap_terms" CHECK (char_length("terms") BETWEEN 1 AND 400),
    CONSTRAINT "knowledge_gap_title" CHECK (char_length("title") BETWEEN 1 AND 200),
    CONSTRAINT "knowledge_gap_nobody" CHECK ("title" !~ '<@!?[0-9]+>'),
    CONSTRAINT "knowledge_gap_asked" CHECK ("asked" > 0)
);
-- Questions of the same words are one.
CREATE UNIQUE INDEX "knowledge_gap_guild_id_terms_key" ON "knowledge_gap"("guild_id", "terms");
CREATE INDEX "knowledge_gap_asked_at_idx" ON "knowledge_gap"("asked_at");

-- Which of them a question is. It goes with the last question that it was made of, however that is deleted.
ALTER TABLE "assistant_turn" ADD COLUMN "gap_id" UUID;
CREATE FUNCTION "forget_gap"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    UPDATE public.knowledge_gap SET asked = asked - 1 WHERE guild_id = OLD.guild_id AND id = OLD.gap_id AND asked > 1;
    IF NOT FOUND THEN
        DELETE FROM public.knowledge_gap WHERE guild_id = OLD.guild_id AND id = OLD.gap_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "assistant_turn_gap" AFTER DELETE ON "assistant_turn"
    FOR EACH ROW WHEN (OLD.gap_id IS NOT NULL) EXECUTE FUNCTION "forget_gap"();
