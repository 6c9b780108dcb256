import type { Database } from '#core/platform/db.server.ts';
import type { Evidence } from '#core/platform/evidence.ts';
import type { Transport } from '../read-transport.server.ts';

const DAY_MS = 86_400_000;
/** Browsers have to remember for half a year at least that this host is spoken to over TLS. */
const HSTS_SECONDS = 15_552_000;
const RENEW_DAYS = 7;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '']);

/** Codes of Node for certificates that are not to be trusted. */
const BAD_CERTIFICATE = /CERT|SIGNED|ALTNAME|VERIFY|SSL|TLS/;

/**
 * Whether what travels is encrypted: between people and this instance, and between it and its database. An instance that is
 * reached on its own machine only sends nothing over a network, and proves nothing either: degraded.
 * @throws Error where the public address cannot be asked
 */
export async function lookAtTransport(
  db: Database,
  { origin, readTransport }: { origin: string; readTransport: (url: string) => Promise<Transport> },
  nowMs: number,
): Promise<Evidence> {
  const { rows } = await db
    .for('operate')
    .pool.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
  const local = LOOPBACK.has(new URL(db.url).hostname);
  const database = rows[0]?.ssl ? 'tls' : local ? 'loopback' : 'open';
  const found = database === 'open' ? ['the database is spoken to in the clear'] : [];
  const own = new URL(origin);
  if (own.protocol !== 'https:') {
    const alone = LOOPBACK.has(own.hostname);
    const why = alone ? 'reached on its own machine only, without TLS' : 'the public address is not https';
    const state = alone && found.length === 0 ? 'degraded' : 'broken';
    return { state, facts: { transport: 'http', database, found: [...found, why] } };
  }
  let transport: Transport;
  try {
    transport = await readTransport(`${origin}/healthz`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!BAD_CERTIFICATE.test(code)) throw error;
    return { state: 'broken', facts: { transport: 'https', database, found: [...found, code] } };
  }
  const certificateDays = Math.floor((transport.validUntil.getTime() - nowMs) / DAY_MS);
  const maxAge = Number(/max-age="?(\d+)/i.exec(transport.hsts ?? '')?.[1] ?? 0);
  if (maxAge < HSTS_SECONDS) found.push('Strict-Transport-Security');
  const facts = { transport: transport.protocol, hsts: transport.hsts ?? '', certificateDays, database };
  if (found.length > 0) return { state: 'broken', facts: { ...facts, found } };
  return { state: certificateDays < RENEW_DAYS ? 'degraded' : 'kept', facts };
}
