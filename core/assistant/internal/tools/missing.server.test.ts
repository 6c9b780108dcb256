import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeReader } from '#core/guilds/testing/fake-reader.ts';
import { type AssistantRig, scope, startAssistantRig } from '../../testing/assistant-rig.ts';
import { dateOf, riverGuild, TODAY } from '../../testing/river-guild.ts';
import { makeTools } from './make-tools.server.ts';

let rig: AssistantRig;
beforeAll(async () => {
  rig = await startAssistantRig();
});
afterAll(() => rig.close());

async function read(name: string, input: object, granted = true) {
  const deps = { ...rig.deps, reader: fakeReader(riverGuild, granted) };
  const { reads } = await makeTools(deps, scope, 'en');
  const tool = reads.find((one) => one.name === name);
  const reading = await tool?.read(tool.input.parse(input));
  if (!reading || 'error' in reading) throw new Error('nothing was read');
  return reading;
}
const WEEK = { from: '2026-11-01', to: '2026-11-07' };

test('without Discord’s word nobody is seen to join, and that is not zero', async () => {
  const { pool } = rig.db;
  await pool.query(
    `UPDATE analytics.guild_day SET joins = 0, left_first_day = 0, left_first_week = 0, left_first_month = 0, left_later = 0`,
  );
  for (const [name, input] of [
    ['growth', WEEK],
    ['days', { ...WEEK, measure: 'joins' }],
  ] as const) {
    const untold = await read(name, input, false);
    expect(
      untold.facts.find((one) => one.name === 'joins'),
      name,
    ).toMatchObject({ value: null, missing: 'unknown' });
    const told = await read(name, input, true);
    expect(
      told.facts.find((one) => one.name === 'joins'),
      name,
    ).toMatchObject({ value: 0, missing: null });
  }
});

test('hours that are not held any more are not known; the days that are read say so', async () => {
  const { range, facts } = await read('week_hours', {
    ...{ from: dateOf(TODAY - 300), to: dateOf(TODAY - 1) },
    ...{ measure: 'messages', weekday: null },
  });
  expect(range?.fromDay).toBe(TODAY - 99);
  expect(facts[0]?.value).toBeGreaterThan(0);
  const old = { from: dateOf(TODAY - 300), to: dateOf(TODAY - 200), measure: 'voice', weekday: 'monday' };
  expect((await read('week_hours', old)).facts).toMatchObject([{ value: null, missing: 'unknown' }]);
});

test('a channel that cannot be asked for is not known, and not hidden', async () => {
  const deps = { ...rig.deps, reader: fakeReader({ ...riverGuild, id: '1' }) };
  const { reads } = await makeTools(deps, scope, 'en');
  const settings = await reads.find(({ name }) => name === 'settings')?.read({});
  expect(settings).toMatchObject({
    facts: expect.arrayContaining([
      expect.objectContaining({ name: 'digestChannel', value: null, missing: 'unknown' }),
    ]),
  });
  expect(await reads.find(({ name }) => name === 'structure')?.read({ part: null })).toEqual({
    error: expect.stringContaining('Discord'),
  });
});
