import { expect, test } from 'vitest';
import { holdersAt } from '#core/personal-data.server.ts';
import { personalTables } from '#core/privacy/read-held.server.ts';
import { stepWord } from '../components/privacy/step-words.ts';
import { subjectOf } from './held.server.ts';

test('every table that names people stands under words of its own', () => {
  const places = [...personalTables().keys()];
  expect(places).toContain('public.contact_case');
  expect(places.filter((table) => !(table in subjectOf))).toEqual([]);
  expect(Object.keys(subjectOf).filter((table) => !places.includes(table))).toEqual([]);
});

test('every step of erasing somebody says what it erases', () => {
  const steps = holdersAt('').flatMap(({ room, parts }) => parts.map(({ name }) => `${room}:${name}`));
  expect(steps).toContain('support:contact_case');
  expect(steps.filter((name) => stepWord(name) === 'work')).toEqual([]);
});
