import type pg from 'pg';

/** What the gateway said about a guild last. */
export interface GuildChange {
  guildId: string;
  state: 'available' | 'unavailable' | 'removed';
  atMs: number;
  /** Known while it is available. */
  afkChannelId: string | null;
  preferredLocale: string | null;
  /** Where to say what the bot does: of a guild that it has just joined, where Discord has a place for such news. */
  tellChannelId: string | null;
}

/** Writes the newest state of guilds; a guild appears once. An available guild that was removed before is installed anew. */
export async function saveGuilds(client: pg.ClientBase, changes: readonly GuildChange[]): Promise<void> {
  const of = (state: GuildChange['state']) => changes.filter((change) => change.state === state);
  const available = of('available');
  if (available.length > 0) {
    await client.query(
      `INSERT INTO guild AS old (id, installed_at, afk_channel_id, preferred_locale, tell_channel_id)
       SELECT id, to_timestamp(at_ms / 1000.0), afk, coalesce(locale, 'en-US'), tell
         FROM unnest($1::bigint[], $2::float8[], $3::bigint[], $4::text[], $5::bigint[]) AS g(id, at_ms, afk, locale, tell)
        ORDER BY id
       ON CONFLICT (id) DO UPDATE SET
         installed_at = CASE WHEN old.removed_at IS NULL THEN old.installed_at ELSE excluded.installed_at END,
         tell_channel_id = CASE WHEN old.removed_at IS NULL THEN old.tell_channel_id ELSE excluded.tell_channel_id END,
         told_at = CASE WHEN old.removed_at IS NULL THEN old.told_at END,
         removed_at = NULL, unavailable_since = NULL,
         afk_channel_id = excluded.afk_channel_id, preferred_locale = excluded.preferred_locale
       WHERE old.removed_at IS NOT NULL OR old.unavailable_since IS NOT NULL
          OR old.afk_channel_id IS DISTINCT FROM excluded.afk_channel_id
          OR old.preferred_locale <> excluded.preferred_locale`,
      [
        available.map((change) => change.guildId),
        available.map((change) => change.atMs),
        available.map((change) => change.afkChannelId),
        available.map((change) => change.preferredLocale),
        available.map((change) => change.tellChannelId),
      ],
    );
  }
  for (const [state, column] of [
    ['unavailable', 'unavailable_since'],
    ['removed', 'removed_at'],
  ] as const) {
    const gone = of(state);
    if (gone.length === 0) continue;
    await client.query(
      `UPDATE guild SET ${column} = to_timestamp(at_ms / 1000.0)
         FROM unnest($1::bigint[], $2::float8[]) AS g(gone_id, at_ms) WHERE id = gone_id AND ${column} IS NULL`,
      [gone.map((change) => change.guildId), gone.map((change) => change.atMs)],
    );
  }
}

/** Marks as removed what a shard's READY no longer lists among the guilds of that shard. */
export async function removeUnlistedGuilds(
  client: pg.ClientBase,
  roster: { shardCount: number; shardId: number; guildIds: readonly string[]; atMs: number },
): Promise<void> {
  await client.query(
    `UPDATE guild SET removed_at = to_timestamp($4 / 1000.0)
      WHERE removed_at IS NULL AND (id >> 22) % $1 = $2 AND NOT (id = ANY($3::bigint[]))`,
    [roster.shardCount, roster.shardId, roster.guildIds, roster.atMs],
  );
}
