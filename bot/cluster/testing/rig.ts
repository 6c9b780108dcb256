import pino from 'pino';
import { shapeConfig } from '#core/platform/config.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { envSchema } from '#core/platform/env.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type Comparison, compareCounts } from '../../../bench/truth/compare-counts.ts';
import { type ControlApi, controlApi } from '../../../bench/truth/control-api.ts';
import { waitUntilDurable } from '../../../bench/truth/wait-until-durable.ts';
import type { SimulatorOptions } from '../../../simulator/config.ts';
import { PREMIUM_SKU } from '../../../simulator/premium/entitlements.ts';
import { type RunningSimulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { type ClusterOptions, type RunningCluster, startCluster } from '../start-cluster.ts';

export interface Rig {
  db: WholeDatabase;
  discord: RunningSimulator;
  control: ControlApi;
  /** Guilds with a grant. */
  entitled: string[];
  start(
    options?: Partial<ClusterOptions> & { flushMs?: number; compression?: 'none' | 'zlib-stream' },
  ): Promise<RunningCluster>;
  /** Traffic with voice, for so long. */
  talk(ms: number, eventsPerSecond?: number): Promise<void>;
  /** Waits until more messages than these were written in guilds that are counted. */
  saidMoreThan(messages: number): Promise<void>;
  /** Gaps as rows of reason and whether they are closed. */
  gaps(): Promise<{ kind: string; guild_id: string | null; reason: string; closed: boolean }[]>;
  grant(guildId: string): Promise<void>;
  revoke(guildId: string): Promise<void>;
  /** Lets everything sent so far become durable and compares it with the truth. */
  compare(): Promise<Comparison>;
  close(): Promise<void>;
}

/** Milliseconds between two identifies that the simulated Discord asks for. */
const IDENTIFY_MS = 100;

/** A simulated Discord, a real database and clusters of two shards, all in this process. */
export async function createRig(options: Partial<SimulatorOptions> = {}, grants = 4): Promise<Rig> {
  const db = await createTestDatabase();
  const discord = await startSimulator({
    guilds: 12,
    largestGuild: 2_000,
    eventsPerSecond: 0,
    recommendedShards: 2,
    heartbeatIntervalMs: 1_000,
    identifyIntervalMs: IDENTIFY_MS,
    ...options,
  });
  const control = controlApi(discord.url);
  const running = new Set<RunningCluster>();
  const grant = async (guildId: string) => {
    await db.pool.query(
      `INSERT INTO premium_grant (id, guild_id, granted_by, reason) VALUES (gen_random_uuid(), $1, 1, 'test')`,
      [guildId],
    );
  };
  const entitled = (await control.guilds())
    .filter((guild) => guild.botIn)
    .slice(0, grants)
    .map((guild) => guild.id);
  for (const guildId of entitled) await grant(guildId);
  return {
    db,
    discord,
    control,
    entitled,
    grant,
    async revoke(guildId) {
      await db.pool.query('UPDATE premium_grant SET revoked_at = now(), revoked_by = 1 WHERE guild_id = $1', [guildId]);
    },
    async start({ flushMs = 200, compression = 'none', ...rest } = {}) {
      const { credentials } = discord.sim;
      const env = envSchema.parse({
        DATABASE_URL: db.url,
        PROCORD_SECRET: 'x'.repeat(32),
        DISCORD_TOKEN: credentials.botToken,
        DISCORD_CLIENT_ID: credentials.clientId,
        DISCORD_CLIENT_SECRET: credentials.clientSecret,
        DISCORD_API_URL: `${discord.url}/api`,
        DISCORD_PREMIUM_SKU_ID: PREMIUM_SKU,
        BOT_FLUSH_MS: String(flushMs),
        BOT_COMPRESSION: compression,
      });
      const cluster = await startCluster({
        clusterId: 0,
        shardIds: [0, 1],
        shardCount: 2,
        config: shapeConfig(env),
        db,
        log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
        onFenced: () => {},
        pace: { identifyWindowMs: IDENTIFY_MS * 1.5, afterInvalidMs: 100 },
        ...rest,
      });
      running.add(cluster);
      const { stop } = cluster;
      return {
        ...cluster,
        async stop() {
          running.delete(cluster);
          await stop();
        },
      };
    },
    async talk(ms, eventsPerSecond = 1_000) {
      await control.traffic({ running: true, eventsPerSecond, voiceShare: 0.2 });
      await new Promise((resolve) => setTimeout(resolve, ms));
    },
    async saidMoreThan(messages) {
      await until(`more than ${messages} messages`, async () => {
        let said = 0;
        await control.ledger([], (cell) => {
          if (entitled.includes(cell.guildId)) said += cell.messages;
        });
        return said > messages;
      });
    },
    async gaps() {
      const { rows } = await db.pool.query(
        `SELECT kind, guild_id, reason, to_ms IS NOT NULL AS closed FROM analytics.coverage_gap ORDER BY id`,
      );
      return rows;
    },
    async compare() {
      await control.quiesce();
      const behind = await waitUntilDurable(db.pool, control, 15_000);
      if (behind.length > 0) throw new Error(behind.join('\n'));
      return compareCounts(db.pool, control);
    },
    async close() {
      for (const cluster of running) await cluster.stop();
      await discord.stop();
      await db.close();
    },
  };
}

/** Waits until something is so. @param everyMs between two looks @throws where it is not so in time. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
  everyMs = 25,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

export function isLive(cluster: RunningCluster): boolean {
  return cluster.status().shardStates.every((shard) => shard.state === 'live');
}
