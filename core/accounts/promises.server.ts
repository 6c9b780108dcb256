import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { askedScopes } from '#core/platform/discord-oauth.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { findAnomalies } from './find-anomalies.server.ts';
import { drillAlerts } from './internal/drill-alerts.server.ts';
import { lookAtAccess } from './internal/look-at-access.server.ts';
import { lookAtLanguage } from './internal/look-at-language.server.ts';
import { lookAtSealing } from './internal/look-at-sealing.server.ts';
import { lookAtTransport } from './internal/look-at-transport.server.ts';
import type { Transport } from './read-transport.server.ts';

/** What Discord tells of a person at sign-in and is kept, and what else an account consists of. */
const accountColumns = new Set([
  ...['id', 'username', 'global_name', 'avatar', 'email_sealed'],
  ...['locale', 'theme', 'created_at', 'last_sign_in_at', 'suspended_at', 'notice_version'],
]);
const scopes = new Set<string>(['identify', 'email', 'guilds']);

/** Names of columns that could hold what somebody types to sign in. */
const CREDENTIAL = 'passw|pwd|passphrase|credential|totp|otp_|recovery_code|security_question';

/** What of this instance's settings the probes look at. */
export interface AccountProbeSettings {
  /** Newest first. */
  secrets: readonly string[];
  /** The address under which people reach this instance. */
  origin: string;
  /** Whether this instance can send mail, and so asks Discord for addresses. */
  sendsMail: boolean;
  /** Asks an address over TLS. */
  readTransport: (url: string) => Promise<Transport>;
  /** What the watch over access looks with. */
  findAnomalies?: typeof findAnomalies;
}

/** Probes of what is promised about accounts, and about what travels to and from them. */
export function accountProbes({
  db,
  clock,
  ...settings
}: { db: Database; clock: Clock } & AccountProbeSettings): Probe[] {
  return [
    {
      promise: 'P01',
      async look() {
        const { rows } = await db.for('accountability').pool.query<{ name: string }>(
          `SELECT attname AS name FROM pg_attribute
            WHERE attrelid = 'public.account'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
        );
        const columns = rows.map(({ name }) => name);
        const found = [
          ...columns.filter((name) => !accountColumns.has(name)),
          ...askedScopes(settings.sendsMail).filter((scope) => !scopes.has(scope)),
        ];
        return keptUnless(found, { scopes: askedScopes(settings.sendsMail), columns });
      },
    },
    {
      promise: 'P32',
      async look() {
        const { rows } = await db.for('accountability').pool.query<{ name: string }>(
          `SELECT table_schema || '.' || table_name || '.' || column_name AS name FROM information_schema.columns
            WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND column_name ~* $1 ORDER BY 1`,
          [CREDENTIAL],
        );
        return keptUnless(
          rows.map(({ name }) => name),
          { methods: ['Discord'] },
        );
      },
    },
    { promise: 'P07', look: () => lookAtLanguage(db) },
    { promise: 'P31', look: () => lookAtTransport(db, settings, clock.now()) },
    { promise: 'P34', look: () => lookAtAccess(db) },
    { promise: 'P35', look: () => drillAlerts(db, settings.findAnomalies ?? findAnomalies, clock.now()) },
    { promise: 'X01', look: () => lookAtSealing(db, settings.secrets, clock.now()) },
  ];
}
