import type pg from 'pg';
import { int8Array } from './binary-array.server.ts';

/** SQL: that what is held of a person in a guild may be used. Source: Article 18(2) GDPR. */
export const notRestricted = ({ person, guild }: { person: string; guild: string }) =>
  `NOT EXISTS (SELECT FROM analytics.objection r
                WHERE r.kind = 'restriction' AND r.user_id = ${person} AND r.guild_id IN (0, ${guild}))`;

/** The people of whom nothing may be used, by guild; guilds without any are left out. */
export async function readRestricted(
  client: Pick<pg.ClientBase, 'query'>,
  guildIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ guild_id: string; user_id: string }>(
    `SELECT DISTINCT g.id AS guild_id, r.user_id FROM unnest($1::int8[]) AS g(id)
       JOIN analytics.objection r ON r.kind = 'restriction' AND r.guild_id IN (0, g.id)`,
    [int8Array(guildIds)],
  );
  const restricted = new Map<string, string[]>();
  for (const { guild_id, user_id } of rows) restricted.set(guild_id, [...(restricted.get(guild_id) ?? []), user_id]);
  return restricted;
}
