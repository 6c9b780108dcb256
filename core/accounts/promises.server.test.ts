import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { type AccountProbeSettings, accountProbes } from './promises.server.ts';
import { probeSettings } from './testing/probe-settings.ts';
import { signedIn } from './testing/signed-in.ts';

let db: WholeDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

const look = (promise: string, changes: Partial<AccountProbeSettings> = {}) =>
  accountProbes({ db, clock: systemClock, ...probeSettings, ...changes })
    .find((probe) => probe.promise === promise)
    ?.look();

test('P01: kept, and broken by a column that takes more of a person', async () => {
  expect(await look('P01')).toMatchObject({ state: 'kept', facts: { scopes: ['identify', 'guilds'] } });
  await db.pool.query('ALTER TABLE account ADD COLUMN phone TEXT');
  expect(await look('P01')).toMatchObject({ state: 'broken', facts: { found: ['phone'] } });
});

test('P07: looks with somebody invented, of whom nothing stays', async () => {
  expect(await look('P07')).toMatchObject({ state: 'kept', facts: { chosen: 0 } });
  expect(await db.prisma.account.count()).toBe(0);
});

test('P31: what cannot be encrypted because there is no network is degraded, and says so', async () => {
  expect(await look('P31')).toMatchObject({
    state: 'kept',
    facts: { transport: 'TLSv1.3', hsts: 'max-age=31536000; includeSubDomains', database: 'loopback' },
  });
  expect(await look('P31', { origin: 'http://localhost:3000' })).toMatchObject({
    state: 'degraded',
    facts: { transport: 'http', found: ['reached on its own machine only, without TLS'] },
  });
  const soon = async () => ({
    hsts: 'max-age=31536000',
    protocol: 'TLSv1.3',
    validUntil: new Date(Date.now() + 3.5 * 86_400_000),
  });
  expect(await look('P31', { readTransport: soon })).toMatchObject({
    state: 'degraded',
    facts: { certificateDays: 3 },
  });
});

test('P32: kept, and broken by a place for a password, wherever it is', async () => {
  expect(await look('P32')).toEqual({ state: 'kept', facts: { methods: ['Discord'] } });
  await db.pool.query('ALTER TABLE analytics.membership ADD COLUMN "PasswordHash" BYTEA');
  expect(await look('P32')).toMatchObject({
    state: 'broken',
    facts: { found: ['analytics.membership.PasswordHash'] },
  });
});

test('X01: counts what is sealed with which key', async () => {
  await signedIn({ db, clock: systemClock, secrets: probeSettings.secrets });
  expect(await look('X01')).toEqual({
    state: 'kept',
    facts: { sealed: 2, underOlder: 0, underUnknown: 0, keyAgeDays: 0 },
  });
  expect(await look('X01', { secrets: ['another secret of thirty-two characters'] })).toMatchObject({
    state: 'degraded',
    facts: { underUnknown: 2 },
  });
});
