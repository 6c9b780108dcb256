-- An objection (Article 21 GDPR) and a restriction (Article 18) are two words of one person, and each is taken back by itself.
ALTER TABLE "analytics"."objection" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'objection';
ALTER TABLE "analytics"."objection" ADD CONSTRAINT "objection_kind" CHECK ("kind" IN ('objection', 'restriction'));
ALTER TABLE "analytics"."objection" DROP CONSTRAINT "objection_pkey";
ALTER TABLE "analytics"."objection" ADD CONSTRAINT "objection_pkey" PRIMARY KEY ("user_id", "guild_id", "kind");

-- What is restricted is kept and not used: whatever reads cells to make something of them reads them here, or leaves the
-- same people out. Inlined by the planner.
CREATE OR REPLACE FUNCTION "analytics"."messages_of"("guild" BIGINT, "from_hour" INTEGER, "to_hour" INTEGER)
RETURNS TABLE ("channel_id" BIGINT, "user_id" BIGINT, "hour" INTEGER, "messages" INTEGER) LANGUAGE sql STABLE AS $$
    SELECT c.channel_id, c.user_id, c.hour, c.messages
      FROM (SELECT unnest(p.channel_ids) AS channel_id, unnest(p.user_ids) AS user_id, unnest(p.hours) AS hour,
                   unnest(p.messages) AS messages
              FROM analytics.message_pack p
             WHERE p.guild_id = guild AND p.day >= from_hour / 24 AND p.day <= (to_hour - 1) / 24) AS c
     WHERE c.hour >= from_hour AND c.hour < to_hour
       AND NOT EXISTS (SELECT FROM analytics.objection r
                        WHERE r.kind = 'restriction' AND r.user_id = c.user_id AND r.guild_id IN (0, guild))
$$;

CREATE OR REPLACE FUNCTION "analytics"."voice_of"("guild" BIGINT, "from_hour" INTEGER, "to_hour" INTEGER)
RETURNS TABLE (
    "channel_id" BIGINT, "user_id" BIGINT, "hour" INTEGER,
    "active_ms" INTEGER, "muted_ms" INTEGER, "deafened_ms" INTEGER, "alone_ms" INTEGER
) LANGUAGE sql STABLE AS $$
    SELECT c.channel_id, c.user_id, c.hour, c.active_ms, c.muted_ms, c.deafened_ms, c.alone_ms
      FROM (SELECT unnest(p.channel_ids) AS channel_id, unnest(p.user_ids) AS user_id, unnest(p.hours) AS hour,
                   unnest(p.active_ms) AS active_ms, unnest(p.muted_ms) AS muted_ms,
                   unnest(p.deafened_ms) AS deafened_ms, unnest(p.alone_ms) AS alone_ms
              FROM analytics.voice_pack p
             WHERE p.guild_id = guild AND p.day >= from_hour / 24 AND p.day <= (to_hour - 1) / 24) AS c
     WHERE c.hour >= from_hour AND c.hour < to_hour
       AND NOT EXISTS (SELECT FROM analytics.objection r
                        WHERE r.kind = 'restriction' AND r.user_id = c.user_id AND r.guild_id IN (0, guild))
$$;
