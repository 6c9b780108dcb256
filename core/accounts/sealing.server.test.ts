import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { keyIdOfSealed, open, seal, sealingKeyIds } from '#core/platform/crypto.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { getAccessToken } from './get-access-token.server.ts';
import { resealValues } from './reseal-values.server.ts';
import { ScriptedDiscord } from './testing/scripted-discord.ts';
import { signedIn } from './testing/signed-in.ts';

const [old, fresh] = ['an old secret, of thirty-two characters', 'a fresh secret of thirty-two characters'] as const;
let db: WholeDatabase;

beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.close());

/** Every row of every table, as a dump writes it. */
async function dump(): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => (await db.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).rows),
  );
  return texts.flatMap((table) => table.map(({ row }) => row)).join('\n');
}

test('a dump of the database holds no token, in no writing, nor the id of a session', async () => {
  const secrets = [old];
  const sessionId = await signedIn({ db, clock: systemClock, secrets });
  const text = await dump();
  expect(text).toContain('somebody');
  for (const known of ['access-1', 'refresh-1', sessionId])
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const)
      expect(text, `${known} as ${encoding}`).not.toContain(Buffer.from(known).toString(encoding));
});

test('one flipped bit, anywhere, is refused', () => {
  const sealed = seal([old], 'a token', 'row 1');
  expect(open([old], sealed, 'row 1')).toBe('a token');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const flipped = Buffer.from(sealed);
    const at = bit >> 3;
    flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (bit & 7)), at);
    expect(() => open([old], flipped, 'row 1'), `bit ${bit}`).toThrow();
  }
});

test('a new secret takes over what the old one sealed, once, and the old one is of no more use', async () => {
  const oauth = new ScriptedDiscord();
  const deps = { db, clock: systemClock, oauth, staffIds: new Set<string>() };
  const sessions = [
    await signedIn({ ...deps, secrets: [old] }, oauth),
    await signedIn({ ...deps, secrets: [old] }, oauth),
  ];
  const newer = await signedIn({ ...deps, secrets: [fresh, old] }, oauth);
  expect(await resealValues(db, [fresh, old])).toEqual({ resealed: 4, unopened: [] });
  expect(await resealValues(db, [fresh, old])).toEqual({ resealed: 0, unopened: [] });
  const rows = await db.prisma.session.findMany();
  const keys = rows.flatMap((row) => [row.accessTokenSealed, row.refreshTokenSealed ?? new Uint8Array()]);
  expect(new Set(keys.map(keyIdOfSealed))).toEqual(new Set(sealingKeyIds([fresh])));
  for (const [index, sessionId] of [...sessions, newer].entries())
    expect(await getAccessToken({ ...deps, secrets: [fresh] }, sessionId)).toBe(`access-${index + 1}`);
});

test('what no given secret opens is named and left as it is', async () => {
  await signedIn({ db, clock: systemClock, secrets: [old] });
  const before = await db.prisma.session.findFirstOrThrow();
  expect(await resealValues(db, [fresh])).toEqual({
    resealed: 0,
    unopened: ['public.session.access_token_sealed', 'public.session.refresh_token_sealed'],
  });
  expect(await db.prisma.session.findFirstOrThrow()).toEqual(before);
});
