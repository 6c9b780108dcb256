import { catalogControl, type NegativeControl, type Stage } from '#core/platform/testing/negative-control.ts';
import { accountProbes } from '../promises.server.ts';
import { MOST_DENIALS } from '../rules/staff.ts';
import { watchAccess } from '../watch-access.server.ts';
import { probeSettings } from './probe-settings.ts';
import { signedIn } from './signed-in.ts';

const probeWith = ({ db, clock }: Stage, promise: string, changes: Partial<typeof probeSettings>) =>
  accountProbes({ db, clock, ...probeSettings, ...changes }).find((probe) => probe.promise === promise);

/** Somebody has signed in, and their tokens lie in the database. */
async function signIn({ db, clock }: Stage): Promise<void> {
  await signedIn({ db, clock, secrets: probeSettings.secrets });
}

/** Somebody has tried door after door, five minutes ago. */
async function beRefused({ db, clock }: Stage): Promise<void> {
  const minute = new Date(clock.now() - 300_000);
  await db.prisma.accessDenial.create({ data: { accountId: 5n, minute, denials: MOST_DENIALS + 1 } });
}

export const controls: readonly NegativeControl[] = [
  catalogControl('P01', 'the list of what an account consists of', 'ALTER TABLE account ADD COLUMN phone TEXT'),
  catalogControl(
    'P07',
    'the column that keeps a language',
    `CREATE FUNCTION forget() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN NEW.locale := NULL; RETURN NEW; END $$;
     CREATE TRIGGER forget BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION forget()`,
  ),
  {
    promise: 'P31',
    off: 'the header that binds browsers to TLS',
    seen: 'broken',
    cripple: async (stage) =>
      probeWith(stage, 'P31', {
        readTransport: async (url) => ({ ...(await probeSettings.readTransport(url)), hsts: null }),
      }),
  },
  {
    promise: 'P31',
    off: 'a certificate that can be trusted',
    seen: 'broken',
    cripple: async (stage) =>
      probeWith(stage, 'P31', {
        readTransport: () =>
          Promise.reject(Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })),
      }),
  },
  {
    promise: 'P31',
    off: 'a public address over https',
    seen: 'broken',
    cripple: async (stage) => probeWith(stage, 'P31', { origin: 'http://procord.example' }),
  },
  {
    promise: 'P31',
    off: 'the way to the public address',
    seen: 'stale',
    cripple: async (stage) =>
      probeWith(stage, 'P31', {
        readTransport: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
      }),
  },
  catalogControl(
    'P32',
    'signing in through Discord alone',
    'CREATE TABLE login (account_id BIGINT, password_hash BYTEA)',
  ),
  catalogControl('P34', 'the reason of an access', 'ALTER TABLE staff_access DROP CONSTRAINT staff_access_reason'),
  catalogControl('P34', 'the end of an access', 'ALTER TABLE staff_access DROP CONSTRAINT staff_access_bounded'),
  catalogControl('P34', 'what was opened staying so', 'DROP TRIGGER staff_access_stays ON staff_access'),
  catalogControl('P34', 'looks inside their access', 'DROP TRIGGER staff_view_inside ON staff_view'),
  {
    promise: 'P34',
    off: 'the record of an access in the audit log',
    seen: 'broken',
    async cripple({ db }) {
      await db.pool.query(
        `INSERT INTO staff_access (id, staff_id, role, guild_id, reason, opened_at, ends_at)
         VALUES (gen_random_uuid(), 1, 'support', 7, 'past the log', now(), now() + interval '1 minute')`,
      );
      return undefined;
    },
  },
  {
    promise: 'P35',
    off: 'the rules of what is unusual',
    seen: 'broken',
    cripple: async (stage) => probeWith(stage, 'P35', { findAnomalies: async () => [] }),
  },
  {
    promise: 'P35',
    off: 'the watch that raises alerts',
    seen: 'broken',
    async before(stage) {
      await beRefused(stage);
      await watchAccess(stage.db, stage.clock);
    },
    async cripple(stage) {
      await stage.db.pool.query('DELETE FROM gateway.alert');
      return undefined;
    },
  },
  {
    promise: 'X01',
    off: 'the sealing of tokens',
    seen: 'broken',
    before: signIn,
    async cripple(stage) {
      await stage.db.pool.query(`UPDATE session SET access_token_sealed = 'a token as Discord gave it'`);
      return undefined;
    },
  },
  {
    promise: 'X01',
    off: 'the binding of what is sealed to its row',
    seen: 'broken',
    before: signIn,
    async cripple(stage) {
      await stage.db.pool.query('UPDATE session SET refresh_token_sealed = access_token_sealed');
      return undefined;
    },
  },
  {
    promise: 'X01',
    off: 'sealing anew with the newest key',
    seen: 'degraded',
    before: signIn,
    cripple: async (stage) =>
      probeWith(stage, 'X01', { secrets: ['a newer secret of thirty-two characters', ...probeSettings.secrets] }),
  },
];
