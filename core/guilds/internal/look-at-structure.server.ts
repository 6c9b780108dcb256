import type { ClientBase } from 'pg';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import type { DiscordRest } from '#core/platform/discord-rest.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { createGuildReader } from '../guild-reader.server.ts';
import type { noteStructureRead } from '../note-structure-read.server.ts';

/** A guild that is nowhere: Discord's first snowflakes are from 2015. */
const GUILD = '1';

/**
 * Whether anything was read of a guild that nobody had managed, and whether the reader refuses to: it is tried on a guild
 * that is made up, before and after somebody manages it, with an answer of Discord that is made up, too.
 */
export async function lookAtStructure(
  { db, clock }: { db: Database; clock: Clock },
  note: typeof noteStructureRead,
): Promise<Evidence> {
  const { rows } = await db.for('serve-guild').pool.query<{ reads: number; guilds: number; early: number }>(
    `SELECT coalesce(sum(s.reads), 0)::float8 AS reads, count(DISTINCT s.guild_id)::int AS guilds,
            count(*) FILTER (WHERE s.why <> 'fill-gaps' AND g.id IS NOT NULL AND g.managed_at IS NULL)::int AS early
       FROM structure_read s LEFT JOIN guild g ON g.id = s.guild_id`,
  );
  const { reads = 0, guilds = 0, early = 0 } = rows[0] ?? {};
  const found = [...(early > 0 ? ['read before'] : []), ...(await tryReading({ db, clock }, note))];
  return keptUnless(found, { structureReads: reads, structureGuilds: guilds });
}

async function tryReading(
  { db, clock }: { db: Database; clock: Clock },
  note: typeof noteStructureRead,
): Promise<string[]> {
  let asked = 0;
  const count = async () => {
    asked += 1;
    return null;
  };
  const rest = { guild: count, channels: count, activeThreads: count, channel: count } as unknown as DiscordRest;
  /** All that can be asked of a guild's structure, by a process that has just begun. */
  const readAll = async (client: ClientBase) => {
    const deps = { db: within({ pool: client }), clock };
    const reader = createGuildReader(rest, clock, (guildId, what) => note(deps, { guildId, what, why: 'dashboard' }));
    const questions = [
      () => reader.guild(GUILD, 0),
      () => reader.channels(GUILD, 0),
      () => reader.activeThreads(GUILD, 0),
      () => reader.channelName(GUILD, GUILD, 0),
    ];
    asked = 0;
    for (const question of questions)
      await question().catch((error: unknown) => {
        if (isConnectionError(error)) throw error;
      });
    return { all: questions.length, asked };
  };
  return tryOut(db.for('serve-guild'), async (client) => {
    await client.query('INSERT INTO guild (id) VALUES ($1)', [GUILD]);
    const before = await readAll(client);
    await client.query('UPDATE guild SET managed_at = now() WHERE id = $1', [GUILD]);
    const after = await readAll(client);
    const { rows } = await client.query<{ reads: number }>(
      'SELECT coalesce(sum(reads), 0)::int AS reads FROM structure_read WHERE guild_id = $1',
      [GUILD],
    );
    return [
      ...(before.asked > 0 ? ['not refused'] : []),
      ...(after.asked < after.all ? ['refused'] : []),
      ...(rows[0]?.reads === after.asked ? [] : ['not written down']),
    ];
  });
}
