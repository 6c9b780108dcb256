import { expect, test } from 'vitest';
import { ageLimitIn, ageLimits, DISCORD_AGE, ELSEWHERE } from './rules/age-limits.ts';

test('the limit is that of the country, and never under Discord’s', () => {
  expect(ageLimitIn('DE')).toBe(16);
  expect(ageLimitIn('FR')).toBe(15);
  expect(ageLimitIn('AT')).toBe(14);
  for (const country of ['US', 'BR', 'JP', ELSEWHERE, 'constructor']) expect(ageLimitIn(country)).toBe(DISCORD_AGE);
});

test('Article 8 GDPR: no listed country asks for less than 14 or more than 16', () => {
  for (const [country, years] of Object.entries(ageLimits)) {
    expect(country).toMatch(/^[A-Z]{2}$/);
    expect(years, country).toBeGreaterThan(DISCORD_AGE);
    expect(years, country).toBeLessThanOrEqual(16);
  }
});
