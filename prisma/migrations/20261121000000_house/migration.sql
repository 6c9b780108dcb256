-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "analytics";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "gateway";

-- CreateTable
CREATE TABLE "instance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "discord_host" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" BIGINT NOT NULL,
    "username" TEXT NOT NULL,
    "global_name" TEXT,
    "avatar" TEXT,
    "locale" TEXT,
    "theme" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id_hash" BYTEA NOT NULL,
    "account_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "access_token_sealed" BYTEA NOT NULL,
    "refresh_token_sealed" BYTEA,
    "token_expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "guild" (
    "id" BIGINT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "unavailable_since" TIMESTAMPTZ(3),
    "afk_channel_id" BIGINT,
    "preferred_locale" TEXT NOT NULL DEFAULT 'en-US',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',

    CONSTRAINT "guild_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "premium_grant" (
    "id" UUID NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "granted_by" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" BIGINT,

    CONSTRAINT "premium_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" BIGINT,
    "action" TEXT NOT NULL,
    "guild_id" BIGINT,
    "subject_id" BIGINT,
    "reason" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway"."shard" (
    "shard_count" INTEGER NOT NULL,
    "shard_id" INTEGER NOT NULL,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "batch" BIGINT NOT NULL DEFAULT 0,
    "holder" UUID,
    "cluster_id" INTEGER,
    "heartbeat_at" TIMESTAMPTZ(3),
    "session_id" TEXT,
    "resume_gateway_url" TEXT,
    "sequence" BIGINT,
    "observed_ms" BIGINT,
    "committed_at" TIMESTAMPTZ(3),

    CONSTRAINT "shard_pkey" PRIMARY KEY ("shard_count","shard_id")
);

-- CreateTable
CREATE TABLE "gateway"."identify" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bucket" INTEGER NOT NULL,
    "shard_id" INTEGER NOT NULL,

    CONSTRAINT "identify_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway"."cluster" (
    "cluster_id" INTEGER NOT NULL,
    "holder" UUID NOT NULL,
    "pid" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "shards" INTEGER[],
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "restarts" INTEGER NOT NULL DEFAULT 0,
    "guilds" INTEGER NOT NULL DEFAULT 0,
    "events" BIGINT NOT NULL DEFAULT 0,
    "pending_keys" INTEGER NOT NULL DEFAULT 0,
    "loop_lag_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "heap_bytes" BIGINT NOT NULL DEFAULT 0,
    "flush_ms" DOUBLE PRECISION,
    "last_flush_at" TIMESTAMPTZ(3),

    CONSTRAINT "cluster_pkey" PRIMARY KEY ("cluster_id")
);

-- CreateTable
CREATE TABLE "gateway"."alert" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."message_hour" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "hour" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,

    CONSTRAINT "message_hour_pkey" PRIMARY KEY ("guild_id","hour","channel_id","user_id")
) PARTITION BY RANGE ("hour");

-- CreateTable
CREATE TABLE "analytics"."voice_hour" (
    "guild_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "hour" INTEGER NOT NULL,
    "active_ms" INTEGER NOT NULL,
    "muted_ms" INTEGER NOT NULL,
    "deafened_ms" INTEGER NOT NULL,
    "alone_ms" INTEGER NOT NULL,

    CONSTRAINT "voice_hour_pkey" PRIMARY KEY ("guild_id","hour","channel_id","user_id")
) PARTITION BY RANGE ("hour");

-- CreateTable
CREATE TABLE "analytics"."voice_session" (
    "guild_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "flags" SMALLINT NOT NULL,
    "accrued_until_ms" BIGINT NOT NULL,

    CONSTRAINT "voice_session_pkey" PRIMARY KEY ("guild_id","user_id")
);

-- CreateTable
CREATE TABLE "analytics"."thread" (
    "guild_id" BIGINT NOT NULL,
    "thread_id" BIGINT NOT NULL,
    "parent_id" BIGINT NOT NULL,

    CONSTRAINT "thread_pkey" PRIMARY KEY ("guild_id","thread_id")
);

-- CreateTable
CREATE TABLE "analytics"."coverage_gap" (
    "id" BIGSERIAL NOT NULL,
    "shard_count" INTEGER NOT NULL,
    "shard_id" INTEGER NOT NULL,
    "guild_id" BIGINT,
    "kind" TEXT NOT NULL,
    "from_ms" BIGINT NOT NULL,
    "to_ms" BIGINT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "coverage_gap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."counting_span" (
    "id" BIGSERIAL NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "from_ms" BIGINT NOT NULL,
    "to_ms" BIGINT,

    CONSTRAINT "counting_span_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "analytics"."objection" (
    "user_id" BIGINT NOT NULL,
    "guild_id" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "objection_pkey" PRIMARY KEY ("user_id","guild_id")
);

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "premium_grant_guild_id_idx" ON "premium_grant"("guild_id");

-- CreateIndex
CREATE INDEX "audit_event_guild_id_id_idx" ON "audit_event"("guild_id", "id");

-- CreateIndex
CREATE INDEX "identify_at_idx" ON "gateway"."identify"("at");

-- CreateIndex
CREATE INDEX "alert_closed_at_idx" ON "gateway"."alert"("closed_at");

-- CreateIndex
CREATE INDEX "coverage_gap_shard_count_shard_id_from_ms_idx" ON "analytics"."coverage_gap"("shard_count", "shard_id", "from_ms");

-- CreateIndex
CREATE INDEX "coverage_gap_guild_id_from_ms_idx" ON "analytics"."coverage_gap"("guild_id", "from_ms");

-- CreateIndex
CREATE INDEX "counting_span_guild_id_from_ms_idx" ON "analytics"."counting_span"("guild_id", "from_ms");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Makes the day's partitions of the hourly tables; safe to call from many processes. `day` counts days since 1970.
CREATE FUNCTION "analytics"."ensure_day"("day" INTEGER) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    "parent" TEXT;
    "child" TEXT;
BEGIN
    FOREACH "parent" IN ARRAY ARRAY['message_hour', 'voice_hour'] LOOP
        "child" := "parent" || '_' || to_char(DATE '1970-01-01' + "day", 'YYYYMMDD');
        IF to_regclass(format('analytics.%I', "child")) IS NULL THEN
            PERFORM pg_advisory_xact_lock(72707370);
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS analytics.%I PARTITION OF analytics.%I FOR VALUES FROM (%s) TO (%s) WITH (fillfactor = 60)',
                "child", "parent", "day" * 24, ("day" + 1) * 24
            );
        END IF;
    END LOOP;
END
$$;

ALTER TABLE "instance" ADD CONSTRAINT "instance_one_row" CHECK ("id" = 1);
ALTER TABLE "account" ADD CONSTRAINT "account_theme" CHECK ("theme" IN ('light', 'dark'));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_kind" CHECK ("actor_kind" IN ('person', 'staff', 'system', 'model'));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor" CHECK ("actor_kind" IN ('system', 'model') OR "actor_id" IS NOT NULL);
ALTER TABLE "analytics"."coverage_gap" ADD CONSTRAINT "coverage_gap_kind" CHECK ("kind" IN ('all', 'voice'));
ALTER TABLE "analytics"."coverage_gap" ADD CONSTRAINT "coverage_gap_order" CHECK ("to_ms" >= "from_ms");

-- The audit log only grows.
CREATE FUNCTION "audit_event_append_only"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_event is append-only';
END
$$;
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_append_only"();

-- News of entitlements leaves with the commit that changes them, whoever writes it.
CREATE FUNCTION "premium_grant_news"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('procord_news', json_build_object('type', 'entitlement', 'guildId', NEW."guild_id"::TEXT)::TEXT);
    RETURN NULL;
END
$$;
CREATE TRIGGER "premium_grant_news" AFTER INSERT OR UPDATE ON "premium_grant" FOR EACH ROW EXECUTE FUNCTION "premium_grant_news"();

CREATE FUNCTION "analytics"."objection_news"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('procord_news', json_build_object('type', 'objection', 'userId', coalesce(NEW."user_id", OLD."user_id")::TEXT)::TEXT);
    RETURN NULL;
END
$$;
CREATE TRIGGER "objection_news" AFTER INSERT OR DELETE ON "analytics"."objection" FOR EACH ROW EXECUTE FUNCTION "analytics"."objection_news"();
