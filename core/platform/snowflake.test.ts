import { expect, test } from 'vitest';
import { snowflakeSchema } from './snowflake.ts';

test.each([
  '',
  'abc',
  '0',
  '1',
  '0123456789012345',
  '9'.repeat(19),
  '9'.repeat(21),
  '１２３４５６７８９０１２３４５６',
  '\0',
  '1e17',
  '-175928847299117063',
])('%j is no snowflake, and asking does not throw', (text) =>
  expect(snowflakeSchema.safeParse(text).success).toBe(false),
);

test('an id of Discord is one', () => {
  expect(snowflakeSchema.parse('175928847299117063')).toBe('175928847299117063');
  expect(snowflakeSchema.parse('9223372036854775807')).toBe('9223372036854775807');
});
