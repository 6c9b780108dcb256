import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordInvites, InviteReading } from '#core/platform/discord-invites.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { keepInviteWatches, listDueGuilds, noteNotPermitted, notePermitted } from './keep-invite-watches.server.ts';
import { settleInvites } from './settle-invites.server.ts';

/** One process reads at a time: the budget of requests is one for all. What is written does not rest on it. */
const LOCK = 72_707_392;
/** Guilds whose invites are read side by side. */
const LANES = 4;
const ROUND_MS = 1_000;
const KEEP_EVERY_MS = 30_000;
/** A guild is read at most this often, however many join. */
const READ_EVERY_MS = 4_000;
/** By how much the clocks of Discord, of the gateway and of this machine may be off from one another. */
const GUARD_MS = 2_000;
/** Readings of a guild that wait for its shard; of more the newest are kept, which makes what lies between them longer. */
const WAITING = 50;

export interface WatchInvites {
  db: Database;
  discord: DiscordInvites;
  clock: Clock;
  log: Logger;
  guardMs?: number;
  readEveryMs?: number;
  keepEveryMs?: number;
}

interface WatchedGuild {
  /** When invites were last asked for. */
  askedMs: number;
  /** Oldest first. */
  readings: InviteReading[];
}

/**
 * Reads how often invites were used, after joins and not for each of them, and settles each reading when everything up
 * to it is durable. What it remembers it can lose: a reading that is gone makes what lies between two longer.
 */
export class InviteWatch {
  private readonly parts: WatchInvites;
  private readonly guardMs: number;
  private readonly guilds = new Map<string, WatchedGuild>();
  private keptMs = 0;

  constructor(parts: WatchInvites) {
    this.parts = parts;
    this.guardMs = parts.guardMs ?? GUARD_MS;
  }

  /** Rounds until an instant. Where another process has the watch this returns at once. */
  async run(untilMs: number, signal?: AbortSignal): Promise<void> {
    const { db, clock } = this.parts;
    const holder = await db.for('count-activity', 'respect-objection').pool.connect();
    try {
      const { rows } = await holder.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
      if (rows[0]?.held !== true) return;
      while (signal?.aborted !== true && clock.now() < untilMs) {
        await this.round(signal);
        await sleep(ROUND_MS, undefined, { signal }).catch(() => {});
      }
    } finally {
      // The lock is the connection's: it goes with it, whatever happened.
      holder.release(true);
    }
  }

  /** Reads the guilds whose turn it is and settles what can be settled. */
  async round(signal?: AbortSignal): Promise<void> {
    const { db, clock } = this.parts;
    const due = new Set(await this.listJoined());
    if (clock.now() >= this.keptMs + (this.parts.keepEveryMs ?? KEEP_EVERY_MS)) {
      this.keptMs = clock.now();
      await keepInviteWatches(db, this.keptMs);
      // One that waits for its shard will do.
      for (const guildId of await listDueGuilds(db, this.keptMs, this.guardMs))
        if (!this.guilds.get(guildId)?.readings.length) due.add(guildId);
    }
    const queue = [...due];
    const lane = async () => {
      for (let id = queue.shift(); id !== undefined && signal?.aborted !== true; id = queue.shift())
        await this.read(id);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    for (const guildId of [...this.guilds.keys()]) await this.settle(guildId);
  }

  /** Guilds with joins that no reading lies behind, the newest of them as long ago as clocks may be off. */
  private async listJoined(): Promise<string[]> {
    const { db, clock, readEveryMs = READ_EVERY_MS } = this.parts;
    const { rows } = await db
      .for('count-activity', 'respect-objection')
      .pool.query<{ guild_id: string; newest_ms: number }>(
        'SELECT guild_id, max(joined_ms)::float8 AS newest_ms FROM analytics.invite_join GROUP BY guild_id',
      );
    const now = clock.now();
    return rows.flatMap(({ guild_id: guildId, newest_ms: newestMs }) => {
      const guild = this.guilds.get(guildId);
      const readMs = guild?.readings.at(-1)?.fromMs ?? 0;
      const isBehind = readMs - this.guardMs > newestMs;
      const isQuiet = now - newestMs > this.guardMs && now - (guild?.askedMs ?? 0) >= readEveryMs;
      return !isBehind && isQuiet ? [guildId] : [];
    });
  }

  private async read(guildId: string): Promise<void> {
    const { db, discord, clock, log } = this.parts;
    const guild = this.guilds.get(guildId) ?? { askedMs: 0, readings: [] };
    this.guilds.set(guildId, guild);
    guild.askedMs = clock.now();
    try {
      const reading = await discord.read(guildId);
      if (reading === null) {
        guild.readings = [];
        await noteNotPermitted(db, guildId, clock.now());
        return;
      }
      await notePermitted(db, guildId, clock.now());
      guild.readings = [...guild.readings, reading].slice(-WAITING);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'discord_unavailable') throw error;
      log.info({ guildId, error: error.message }, 'invites cannot be read now');
    }
  }

  /** Oldest first: each is compared with the one before. */
  private async settle(guildId: string): Promise<void> {
    const guild = this.guilds.get(guildId);
    for (let reading = guild?.readings[0]; reading !== undefined; reading = guild?.readings[0]) {
      if ((await settleInvites(this.parts.db, guildId, reading, this.guardMs)) === 'early') return;
      guild?.readings.shift();
    }
    // Nothing waits: what is remembered is when it was last asked for, and that is soon long ago.
    if (guild && this.parts.clock.now() - guild.askedMs > KEEP_EVERY_MS) this.guilds.delete(guildId);
  }
}
