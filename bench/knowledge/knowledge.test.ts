import { expect, test } from 'vitest';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { guildNodes } from './guild.ts';
import { measure } from './measure.ts';
import { questions } from './questions.ts';

test('the made-up guild and its questions are as large as they say, and every relation leads somewhere', () => {
  expect(guildNodes.length).toBeGreaterThanOrEqual(150);
  expect(questions.length).toBeGreaterThanOrEqual(120);
  const keys = new Set(guildNodes.map(({ id }) => id));
  expect(keys.size).toBe(guildNodes.length);
  expect(guildNodes.flatMap(({ relations }) => relations.filter(({ to }) => !keys.has(to)))).toEqual([]);
  expect(questions.filter(({ wanted }) => !keys.has(wanted))).toEqual([]);
});

test('of every third question, the graph finds at least as many as plain full text', async () => {
  const db = await createTestDatabase();
  const { recall } = await measure(
    db,
    questions.filter((_, index) => index % 3 === 0),
  );
  expect(recall.graph).toBeGreaterThanOrEqual(recall.plain);
  expect(recall.graph).toBeGreaterThan(0.8);
  await db.close();
});
