-- What a guild's community knows: nodes, typed relations between them, and each state that a node had within 30 days.
CREATE TABLE "knowledge_node" (
    "guild_id" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "owner_id" BIGINT,
    "review_on" DATE,
    "discord_id" BIGINT,
    "known_name" TEXT,
    "stale_since" TIMESTAMPTZ(3),
    "stale_why" TEXT,
    "x" REAL,
    "y" REAL,
    "revision" INTEGER NOT NULL,
    "search" tsvector NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "knowledge_node_pkey" PRIMARY KEY ("guild_id", "id"),
    CONSTRAINT "knowledge_node_kind" CHECK ("kind" IN ('topic', 'channel', 'role', 'rule', 'question', 'event', 'link')),
    CONSTRAINT "knowledge_node_source" CHECK ("source" IN ('written', 'structure', 'pinned', 'csv', 'json', 'proposal')),
    CONSTRAINT "knowledge_node_title" CHECK (char_length("title") BETWEEN 1 AND 200),
    CONSTRAINT "knowledge_node_text" CHECK (char_length("text") <= 4000),
    -- No people in it: a mention of somebody holds their id.
    CONSTRAINT "knowledge_node_nobody" CHECK (("title" || ' ' || "text") !~ '<@!?[0-9]+>'),
    CONSTRAINT "knowledge_node_place" CHECK ("discord_id" IS NULL OR "kind" IN ('channel', 'role')),
    CONSTRAINT "knowledge_node_stale" CHECK (("stale_since" IS NULL) = ("stale_why" IS NULL) AND "stale_why" IN ('gone', 'renamed'))
);
-- A channel or role stands in the graph once.
CREATE UNIQUE INDEX "knowledge_node_discord_key" ON "knowledge_node"("guild_id", "discord_id")
 WHERE "discord_id" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "knowledge_node_owner_id_idx" ON "knowledge_node"("owner_id");
CREATE INDEX "knowledge_node_deleted_at_idx" ON "knowledge_node"("deleted_at");

CREATE TABLE "knowledge_relation" (
    "guild_id" BIGINT NOT NULL,
    "from_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "to_id" UUID NOT NULL,

    CONSTRAINT "knowledge_relation_pkey" PRIMARY KEY ("guild_id", "from_id", "type", "to_id"),
    CONSTRAINT "knowledge_relation_type" CHECK ("type" IN ('about', 'answers', 'belongs-to', 'applies-in', 'needs-role', 'leads-to')),
    CONSTRAINT "knowledge_relation_ends" CHECK ("from_id" <> "to_id"),
    CONSTRAINT "knowledge_relation_guild_id_from_id_fkey" FOREIGN KEY ("guild_id", "from_id")
        REFERENCES "knowledge_node"("guild_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "knowledge_relation_guild_id_to_id_fkey" FOREIGN KEY ("guild_id", "to_id")
        REFERENCES "knowledge_node"("guild_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "knowledge_relation_guild_id_to_id_idx" ON "knowledge_relation"("guild_id", "to_id");

CREATE TABLE "knowledge_version" (
    "guild_id" BIGINT NOT NULL,
    "node_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "by_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "knowledge_version_pkey" PRIMARY KEY ("guild_id", "node_id", "number"),
    CONSTRAINT "knowledge_version_guild_id_node_id_fkey" FOREIGN KEY ("guild_id", "node_id")
        REFERENCES "knowledge_node"("guild_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "knowledge_version_by_id_idx" ON "knowledge_version"("by_id");
CREATE INDEX "knowledge_version_at_idx" ON "knowledge_version"("at");
