import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { beginManaging } from './begin-managing.server.ts';
import { listStructureReads } from './list-structure-reads.server.ts';
import { noteStructureRead } from './note-structure-read.server.ts';
import { pruneStructureReads } from './prune-structure-reads.server.ts';
import { MANAGE_GUILD } from './rules.ts';

const DAY_MS = 86_400_000;
const [GUILD, OTHER] = ['200000000000000001', '200000000000000002'];
let db: WholeDatabase;
let nowMs = Date.UTC(2027, 0, 1, 12);
const clock = { now: () => nowMs };
beforeAll(async () => {
  db = await createTestDatabase();
  await db.prisma.guild.createMany({ data: [{ id: BigInt(GUILD) }, { id: BigInt(OTHER) }] });
});
afterAll(() => db.close());

const note = (guildId: string, what: 'roles' | 'channels', why: 'dashboard' | 'fill-gaps' = 'dashboard') =>
  noteStructureRead({ db, clock }, { guildId, what, why });
const own = (id: string, permissions: bigint, owner = false) => [
  { id, name: 'A guild', owner, permissions: permissions.toString() },
];

test('only by their own list at Discord, and only who manages it, begins to manage a guild', async () => {
  const begin = (guilds: ReturnType<typeof own>) =>
    beginManaging({ db, clock }, { guildId: GUILD }, async () => guilds);
  await expect(begin([])).rejects.toMatchObject({ code: 'not_found' });
  await expect(begin(own(OTHER, 0n, true))).rejects.toMatchObject({ code: 'not_found' });
  await expect(begin(own(GUILD, 1024n))).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(note(GUILD, 'roles')).rejects.toMatchObject({ code: 'not_allowed' });
  await begin(own(GUILD, MANAGE_GUILD));
  await note(GUILD, 'roles');
  let asked = 0;
  await beginManaging({ db, clock }, { guildId: GUILD }, async () => {
    asked += 1;
    return [];
  });
  expect(asked, 'the list is asked for once').toBe(0);
  await expect(note(OTHER, 'roles'), 'another guild is another').rejects.toMatchObject({ code: 'not_allowed' });
});

test('reads are counted by day, part and use, for those who manage the guild, and go after thirty days', async () => {
  await note(GUILD, 'roles');
  await note(GUILD, 'channels', 'fill-gaps');
  nowMs += DAY_MS;
  await note(GUILD, 'roles');
  const seen = await listStructureReads(db, { guildId: GUILD });
  expect(seen.map(({ what, why, reads }) => `${what} ${why} ${reads}`)).toEqual([
    'roles dashboard 1',
    expect.stringMatching(/roles dashboard 2|channels fill-gaps 1/),
    expect.stringMatching(/roles dashboard 2|channels fill-gaps 1/),
  ]);
  expect(await listStructureReads(db, { guildId: OTHER })).toEqual([]);
  expect(await pruneStructureReads(db, nowMs + 29 * DAY_MS)).toBe(2);
  expect(await pruneStructureReads(db, nowMs + 30 * DAY_MS)).toBe(1);
});
