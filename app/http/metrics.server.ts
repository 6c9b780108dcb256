import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayState } from '#core/gateway/get-gateway-state.server.ts';
import { equal } from '#core/platform/crypto.server.ts';

export interface Metrics {
  observe(route: string, method: string, status: number, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
}

/**
 * Figures for Prometheus: of this process, and of the bot as its processes wrote them into the database. Routes are
 * labelled by their pattern, never by an address somebody asked for.
 * @param gateway null where the database is away: the bot's figures are then left out
 */
export function createMetrics(liveStreams: () => number, gateway: () => Promise<GatewayState | null>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'procord_web_' });
  const seconds = new Histogram({
    name: 'procord_web_request_seconds',
    help: 'Time to answer a request, by kind of route',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'procord_web_live_streams',
    help: 'Live streams open now',
    registers: [registry],
    collect() {
      this.set(liveStreams());
    },
  });
  const setBot = botGauges(registry);
  return {
    observe: (route, method, status, duration) => seconds.observe({ route, method, status: String(status) }, duration),
    async text() {
      setBot(await gateway());
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** Gauges of the bot, and how to set them all at once. */
function botGauges(registry: Registry): (state: GatewayState | null) => void {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `procord_bot_${name}`, help, labelNames, registers: [registry] });
  const silent = gauge('cluster_silent_seconds', 'Time since a cluster was last heard of', 'cluster');
  const guilds = gauge('cluster_guilds', 'Guilds of a cluster', 'cluster');
  const events = gauge('cluster_events', 'Events since the start of a cluster', 'cluster');
  const pending = gauge('cluster_pending_keys', 'Counter keys not yet committed', 'cluster');
  const flush = gauge('cluster_flush_seconds', 'Time of the last flush', 'cluster');
  const loop = gauge('cluster_loop_lag_seconds', 'Lag of the event loop', 'cluster');
  const heap = gauge('cluster_heap_bytes', 'Heap of a cluster', 'cluster');
  const lag = gauge('shard_commit_lag_seconds', 'Time since the newest durable commit of a shard', 'shard');
  const lease = gauge('shard_lease_age_seconds', 'Time since the owner of a shard renewed its lease', 'shard');
  const identifies = gauge('identifies_24h', 'Identifies sent in the last 24 hours');
  const alerts = gauge('alerts_open', 'Alerts that are open, by kind', 'kind');
  const all = [silent, guilds, events, pending, flush, loop, heap, lag, lease, identifies, alerts];
  return (state) => {
    for (const one of all) one.reset();
    if (!state) {
      identifies.remove();
      return;
    }
    for (const row of state.clusters) {
      const cluster = String(row.clusterId);
      silent.set({ cluster }, row.silentMs / 1_000);
      guilds.set({ cluster }, row.guilds);
      events.set({ cluster }, row.events);
      pending.set({ cluster }, row.pendingKeys);
      loop.set({ cluster }, row.loopLagMs / 1_000);
      heap.set({ cluster }, row.heapBytes);
      if (row.flushMs !== null) flush.set({ cluster }, row.flushMs / 1_000);
    }
    for (const row of state.shards) {
      const shard = `${row.shardId}/${row.shardCount}`;
      if (row.lagMs !== null) lag.set({ shard }, row.lagMs / 1_000);
      if (row.leaseAgeMs !== null) lease.set({ shard }, row.leaseAgeMs / 1_000);
    }
    identifies.set(state.identify.used);
    for (const { kind } of state.alerts) alerts.inc({ kind });
  };
}

/** With a token the token decides; without one only this machine may read, and not through a proxy. */
export function mayReadMetrics(
  { metricsToken, trustProxy }: { metricsToken: string | null; trustProxy: boolean },
  headers: Headers,
  peer: string | undefined,
): boolean {
  if (metricsToken !== null) return equal(headers.get('authorization') ?? '', `Bearer ${metricsToken}`);
  if (trustProxy || headers.has('x-forwarded-for') || headers.has('forwarded')) return false;
  return peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1';
}
