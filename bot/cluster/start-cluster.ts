import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DiscordAPIError, IntentsBitField, Routes } from 'discord.js';
import { z } from 'zod';
import { Collector } from '#bot/collector/collector.ts';
import { newInflate } from '#bot/gateway/inflate-stream.ts';
import type { ConnectorState } from '#bot/gateway/shard-connector.ts';
import { CountingStrategy } from '#bot/gateway/sharding-strategy.ts';
import { loadDurableState, recordResharding } from '#core/analytics/load-durable-state.server.ts';
import { ConsentWatch } from '#core/consent/consent-watch.server.ts';
import { acquireIdentify } from '#core/gateway/identify-budget.server.ts';
import { type ClusterReport, type ClusterState, reportCluster } from '#core/gateway/report-cluster.server.ts';
import { takeShards } from '#core/gateway/take-shards.server.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import type { Config } from '#core/platform/config.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { createDiscordEntitlements } from '#core/platform/discord-entitlements.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { chooseIntents } from './choose-intents.ts';
import { EntitlementWatch, readEntitled } from './entitlement-watch.ts';
import { FlushLoop } from './flush-loop.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { PremiumEvents } from './premium-events.ts';
import { ShardAlerts } from './shard-alerts.ts';

const REPORT_EVERY_MS = 2_000;
/** Discord asks for 1 to 5 s after a session became invalid; and each try costs an identify. */
const pauseAfterInvalid = () => 1_000 + Math.random() * 4_000;

export interface ClusterOptions {
  clusterId: number;
  shardIds: readonly number[];
  shardCount: number;
  config: Pick<Config, 'discord' | 'bot'>;
  db: Database;
  log: Logger;
  clock?: Clock;
  /** Milliseconds that this Discord asks for, where they are not Discord's. */
  pace?: { identifyWindowMs: number; afterInvalidMs: number };
  /** Another process owns a shard of this one. Nothing may be committed any more: end the process. */
  onFenced(lost: number[]): void;
  /** Resolves once this database may be used; a rejection is the caller's to see, too. */
  mayCount?: Promise<void>;
  /** Called with the client at once, long before it connects. */
  onClient?(client: Client): void;
}

export interface ClusterStatus extends ClusterReport {
  shardStates: {
    id: number;
    state: ConnectorState;
    closeCode: number | null;
    latencyMs: number | null;
    heldSequence: number | null;
    durableSequence: number | null;
    observedMs: number | null;
  }[];
}

export interface RunningCluster {
  readonly client: Client;
  status(): ClusterStatus;
  /** Stops reading, makes durable what was read and leaves every session resumable. */
  stop(): Promise<void>;
}

const applicationSchema = z.object({ flags: z.number().int().default(0) });

/** Takes the shards, goes on where their last owner's commits ended, and counts. Resolves when the shards connect. */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  const { clusterId, shardIds, shardCount, config, db, log, pace } = options;
  const clock = options.clock ?? systemClock;
  const holder = randomUUID();
  const startedAt = new Date();
  const loopDelay = monitorEventLoopDelay({ resolution: 10 });
  loopDelay.enable();

  const { premiumSkuId: skuId } = config.discord;
  const shop = skuId === null ? null : createDiscordEntitlements(config.discord, skuId);
  const premiumEvents = skuId === null || shop === null ? null : new PremiumEvents({ db, clock, shop }, skuId, log);
  let strategy: CountingStrategy | undefined;
  const client = new Client({
    intents: chooseIntents(0),
    shards: [...shardIds],
    shardCount,
    rest: { api: config.discord.apiUrl },
    ws: {
      buildStrategy: (manager) => {
        strategy = new CountingStrategy(manager, {
          clientId: config.discord.clientId,
          streams: collector.shards,
          newInflate: config.bot.compression === 'zlib-stream' ? newInflate : null,
          mayConnect: () => keeper.isHeld(),
          waitForIdentify: async (shardId, signal) => {
            const { session_start_limit: limit } = await manager.fetchGatewayInformation();
            const { max_concurrency: maxConcurrency, total, reset_after: resetAfter } = limit;
            const windowMs = pace?.identifyWindowMs;
            await acquireIdentify(db, { shardId, maxConcurrency, total, resetAfter, signal, windowMs });
          },
          pauseAfterInvalid: pace ? () => pace.afterInvalidMs : pauseAfterInvalid,
          onEntitlement: (d) => premiumEvents?.hear(d),
          log,
        });
        return strategy;
      },
    },
  });
  client.on('error', (error) => log.error({ error }, 'discord.js reports an error'));
  options.onClient?.(client);
  await options.mayCount;

  const lease = { shardCount, shardIds, holder, clusterId, onResharded: recordResharding };
  const leases = await untilItWorks(log, 'the shards could not be taken', () => takeShards(db, lease));
  const [state, entitled] = await untilItWorks(log, 'the durable state could not be read', () =>
    Promise.all([loadDurableState(db, shardCount, shardIds), readEntitled(db)]),
  );
  const collector = new Collector({ clusterId, shardCount, leases, state, entitled, clock });
  const flushLoop = new FlushLoop({ collector, db, flushMs: config.bot.flushMs, log, onFenced: options.onFenced });
  const keeper = new LeaseKeeper(db, shardCount, leases, options.onFenced);
  const watch = new EntitlementWatch(db, collector, log);
  const consents = new ConsentWatch(db, `cluster ${clusterId}`, log);
  const alerts = new ShardAlerts(db);

  const status = (): ClusterStatus => ({
    clusterId,
    holder,
    pid: process.pid,
    host: os.hostname(),
    shards: shardIds,
    state: clusterState,
    startedAt,
    guilds: collector.guilds,
    events: collector.events,
    pendingKeys: collector.pendingKeys + flushLoop.pendingKeys,
    loopLagMs: loopLagMs(loopDelay),
    heapBytes: process.memoryUsage().heapUsed,
    flushMs: flushLoop.flushMs,
    lastFlushAt: flushLoop.lastFlushAt,
    intents: Number(new IntentsBitField(client.options.intents).bitfield),
    shardStates: [...collector.shards.values()].map((stream) => ({
      id: stream.shardId,
      state: strategy?.connectors.get(stream.shardId)?.state ?? 'closed',
      closeCode: strategy?.connectors.get(stream.shardId)?.closeCode ?? null,
      latencyMs: strategy?.connectors.get(stream.shardId)?.latencyMs ?? null,
      heldSequence: stream.heldSequence,
      durableSequence: stream.durableSequence,
      observedMs: stream.observedMs,
    })),
  });
  let clusterState: ClusterState = 'starting';
  let isReporting = false;
  const report = async () => {
    if (isReporting) return;
    isReporting = true;
    const { shardStates, ...row } = status();
    loopDelay.reset();
    try {
      await reportCluster(db, row);
      await alerts.write(shardStates);
    } catch (error) {
      log.debug({ error: String(error) }, 'not reported');
    } finally {
      isReporting = false;
    }
  };
  const reporting = setInterval(() => void report(), REPORT_EVERY_MS);

  flushLoop.start();
  keeper.start();
  watch.start();
  consents.start();
  await connect(client, config.discord.token, log);
  clusterState = 'running';
  void report();
  log.info({ shards: shardIds }, 'cluster is connecting its shards');
  return {
    client,
    status,
    async stop() {
      clusterState = 'draining';
      strategy?.destroy();
      clearInterval(reporting);
      await watch.stop();
      await consents.stop();
      await premiumEvents?.stop();
      await flushLoop.stop();
      keeper.stop();
      clusterState = 'stopped';
      await report();
      await client.destroy();
      loopDelay.disable();
    },
  };
}

/**
 * Waits for Discord first, because discord.js destroys its client where a login fails; GET /gateway/bot, which login
 * asks, allows two in 5 s. What the application may read decides the intents.
 */
async function connect(client: Client, token: string, log: Logger): Promise<void> {
  client.rest.setToken(token);
  await untilItWorks(log, 'Discord could not be asked what the application may read', async () => {
    try {
      const { flags } = applicationSchema.parse(await client.rest.get(Routes.currentApplication()));
      client.options.intents = chooseIntents(flags);
    } catch (error) {
      if (error instanceof DiscordAPIError && error.status === 401) return;
      throw error;
    }
  });
  await client.login(token);
}

/** 99th percentile in milliseconds, over the timer's own resolution. */
function loopLagMs(histogram: ReturnType<typeof monitorEventLoopDelay>): number {
  const lag = histogram.percentile(99) / 1e6 - 10;
  return Number.isFinite(lag) && lag > 0 ? lag : 0;
}

async function untilItWorks<T>(log: Logger, failure: string, work: () => Promise<T>): Promise<T> {
  for (let pauseMs = 250; ; pauseMs = Math.min(5_000, pauseMs * 2)) {
    try {
      return await work();
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, failure);
    }
    await sleep(pauseMs);
  }
}
