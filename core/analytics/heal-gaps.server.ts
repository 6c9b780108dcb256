import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordHistory } from '#core/platform/discord-history.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { healChannel, listOpenChannels, type OpenChannel } from './heal-channel.server.ts';
import { listUnplannedGaps, planHealing } from './plan-healing.server.ts';

/** One process heals at a time: the budget of requests is one for all. */
const LOCK = 72_707_391;
/** Guilds whose history is read side by side. */
const LANES = 4;

export interface HealGaps {
  db: Database;
  discord: DiscordHistory;
  clock: Clock;
  log: Logger;
  /** Nothing new is begun after this. */
  untilMs: number;
  signal?: AbortSignal;
}

/**
 * Fills in the message counts of closed gaps from Discord's history, as far as it comes until `untilMs`; the next call
 * goes on from there. It may end anywhere: what is written is whole pages.
 * @returns how many pages were counted
 */
export async function healGaps(work: HealGaps): Promise<number> {
  const holder = await work.db.for('count-activity', 'respect-objection').pool.connect();
  try {
    const { rows } = await holder.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
    if (rows[0]?.held !== true) return 0;
    await planAll(work);
    return await readAll(work);
  } finally {
    // The lock is the connection's: it goes with it, whatever happened.
    holder.release(true);
  }
}

function isOver({ clock, untilMs, signal }: HealGaps): boolean {
  return signal?.aborted === true || clock.now() >= untilMs;
}

async function planAll(work: HealGaps): Promise<void> {
  const silent = new Set<string>();
  for (const gap of await listUnplannedGaps(work.db, work.clock.now())) {
    if (isOver(work)) return;
    if (silent.has(gap.guildId)) continue;
    await unlessUnavailable(work, gap.guildId, () => planHealing(work, gap, work.clock.now())).then((was) => {
      if (was === undefined) silent.add(gap.guildId);
    });
  }
}

async function readAll(work: HealGaps): Promise<number> {
  const guilds = [...(await listOpenChannels(work.db)).values()];
  let pages = 0;
  const lane = async () => {
    for (let channels = guilds.shift(); channels !== undefined && !isOver(work); channels = guilds.shift()) {
      pages += await readGuild(work, channels);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return pages;
}

/** A page of each channel in turn: one that waits for its own limit holds the others up as little as can be. */
async function readGuild(work: HealGaps, channels: OpenChannel[]): Promise<number> {
  let pages = 0;
  for (let channel = channels.shift(); channel !== undefined && !isOver(work); channel = channels.shift()) {
    const current = channel;
    const rest = await unlessUnavailable(work, current.guildId, () => healChannel(work, current));
    if (rest === undefined) return pages;
    pages++;
    if (rest !== null) channels.push(rest);
  }
  return pages;
}

/** @returns undefined where Discord could not be asked: the guild's turn comes again with the next call */
async function unlessUnavailable<T>(work: HealGaps, guildId: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'discord_unavailable') throw error;
    work.log.info({ guildId, error: error.message }, 'history cannot be read now');
    return undefined;
  }
}
