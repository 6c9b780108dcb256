import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWholeDatabase, type WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { filterEvents } from './list-events.server.ts';
import { listEventsAbout } from './list-events-about.server.ts';
import { listGuildEvents } from './list-guild-events.server.ts';
import { type Actor, recordEvent } from './record-event.server.ts';
import type { AuditPage } from './schema.ts';

const [staffId, person, stranger] = ['300000000000000009', '300000000000000001', '300000000000000002'];
const [guild, other] = ['200000000000000001', '200000000000000002'];
let db: WholeDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  const done = (actor: Actor, of: { guildId?: string; subjectId?: string }, reason: string) =>
    recordEvent(db.prisma, { actor, action: 'digest.chosen', reason, ...of });
  for (let number = 1; number <= 120; number += 1)
    await done({ kind: 'person', id: person }, { guildId: guild }, `guild ${number}`);
  await done({ kind: 'staff', id: staffId }, { guildId: guild, subjectId: person }, 'by staff');
  await done({ kind: 'person', id: stranger }, { guildId: other, subjectId: person }, 'by a stranger');
  await done({ kind: 'system' }, { guildId: other, subjectId: stranger }, 'elsewhere');
});
afterAll(() => db.close());

const reasons = ({ events }: AuditPage) => events.map(({ reason }) => reason);

test('a guild’s pages follow each other without a gap, an overlap or anything of another guild', async () => {
  const seen: (string | null)[] = [];
  let before: string | null = null;
  let pages = 0;
  do {
    const page: AuditPage = await listGuildEvents(db, { guildId: guild }, before);
    // What is written meanwhile stands before the first page and moves none.
    if (pages === 0)
      await recordEvent(db.prisma, {
        actor: { kind: 'system' },
        action: 'digest.stopped',
        guildId: guild,
        reason: 'new',
      });
    seen.push(...reasons(page));
    before = page.next;
    pages += 1;
  } while (before !== null);
  expect(pages).toBe(3);
  expect(seen).toEqual(['by staff', ...Array.from({ length: 120 }, (_, index) => `guild ${120 - index}`)]);
});

test('who is staff or a stranger is not named to those whom a record is about', async () => {
  const about = await listEventsAbout(db, { personId: person }, null);
  expect(about.events.map(({ reason, actorKind, actorId }) => [reason, actorKind, actorId])).toEqual([
    ['by a stranger', 'person', null],
    ['by staff', 'staff', null],
  ]);
  const [, staffed] = (await listGuildEvents(db, { guildId: guild }, null)).events;
  expect(staffed).toMatchObject({ reason: 'by staff', actorId: null });
});

test('admins filter by who, where and whom, and see names', async () => {
  const none = { actorKind: null, guildId: null, personId: null };
  expect((await filterEvents(db, { ...none, actorKind: 'staff' }, null)).events).toMatchObject([{ actorId: staffId }]);
  expect(reasons(await filterEvents(db, { ...none, guildId: other }, null))).toEqual(['elsewhere', 'by a stranger']);
  expect(reasons(await filterEvents(db, { ...none, personId: stranger }, null))).toEqual([
    'elsewhere',
    'by a stranger',
  ]);
});

test('a connection writes only for those it acts for, whatever its caller says', async () => {
  const insert = `INSERT INTO audit_event (actor_kind, actor_id, action) VALUES ($1, $2, 'digest.chosen')`;
  const model = openWholeDatabase(db.url, { max: 1, acts: ['model'] });
  const worker = openWholeDatabase(db.url, { max: 1, acts: ['person', 'system'] });
  try {
    await expect(model.pool.query(insert, ['person', person])).rejects.toThrow('acts as model, not as person');
    await expect(model.pool.query(insert, ['staff', person])).rejects.toThrow('not as staff');
    await expect(worker.pool.query(insert, ['staff', person])).rejects.toThrow('not as staff');
    await expect(worker.pool.query(insert, ['model', null])).rejects.toThrow('not as model');
    await model.pool.query(insert, ['model', null]);
    await worker.pool.query('SET procord.acts = DEFAULT');
    await worker.pool.query(insert, ['system', null]);
  } finally {
    await Promise.all([model.close(), worker.close()]);
  }
});
