import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { equal } from '#core/platform/crypto.server.ts';

export interface Metrics {
  observe(route: string, method: string, status: number, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
}

/** Figures for Prometheus. Routes are labelled by their pattern, never by an address somebody asked for. */
export function createMetrics(liveStreams: () => number): Metrics {
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
  return {
    observe: (route, method, status, duration) => seconds.observe({ route, method, status: String(status) }, duration),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** With a token the token decides; without one only this machine may read, and not through a proxy that runs on it. */
export function mayReadMetrics(token: string | null, headers: Headers, peer: string | undefined): boolean {
  if (token !== null) return equal(headers.get('authorization') ?? '', `Bearer ${token}`);
  if (headers.has('x-forwarded-for') || headers.has('forwarded')) return false;
  return peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1';
}
