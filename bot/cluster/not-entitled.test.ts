import { afterEach, expect, test } from 'vitest';
import { registry } from '#core/privacy/registry.ts';
import { createRig, isLive, type Rig, until } from './testing/rig.ts';

let rig: Rig;
afterEach(() => rig.close());

test('a guild that is not entitled leaves no row that names one of its people, in any table', {
  timeout: 60_000,
}, async () => {
  rig = await createRig({}, 2);
  const cluster = await rig.start();
  await until('live', () => isLive(cluster));
  await rig.control.traffic({ running: true, eventsPerSecond: 800, voiceShare: 0.3, otherShare: 0.3 });
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await rig.compare()).toMatchObject({ lost: 0, doubled: 0, strangers: 0 });

  const counted = new Set<string>();
  const others = new Set<string>();
  await rig.control.ledger([], ({ guildId, userId }) => {
    (rig.entitled.includes(guildId) ? counted : others).add(userId);
  });
  const members = await rig.db.pool.query<{ guild_id: string; user_id: string }>(
    'SELECT guild_id, user_id FROM analytics.membership',
  );
  for (const row of members.rows) {
    expect(rig.entitled).toContain(row.guild_id);
    counted.add(row.user_id);
  }
  const strangers = [...others].filter((userId) => !counted.has(userId));
  expect(counted.size).toBeGreaterThan(20);
  expect(strangers.length).toBeGreaterThan(20);

  const named = new Set<string>();
  for (const [table, { optional }] of Object.entries(registry)) {
    if (optional) continue;
    const { rows } = await rig.db.pool.query<{ text: string }>(`SELECT t::text AS text FROM ${table} AS t`);
    for (const { text } of rows)
      for (const [id] of text.matchAll(/\d{15,20}/g)) {
        if (counted.has(id)) named.add(table);
        expect([table, strangers.includes(id)]).toEqual([table, false]);
      }
  }
  // Of those that are counted there are rows: the search finds people where they are.
  expect(named.has('analytics.message_pack')).toBe(true);
  expect(named.has('analytics.voice_pack')).toBe(true);
});
