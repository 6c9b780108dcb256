import { expect, test } from 'vitest';
import { earlyUses, stateOf } from './rules.ts';
import type { KeptPromise } from './schema.ts';

const entry: KeptPromise = { group: 'rights', kind: 'proven', mechanism: [], tests: [], evidenceMs: 1_000 };
const seen = (state: 'kept' | 'degraded' | 'broken', readAtMs = 10_000) => ({ state, facts: {}, readAtMs });

test('what was seen lately counts, and no longer than its evidence lives', () => {
  for (const state of ['kept', 'degraded'] as const) {
    expect(stateOf(entry, { seen: seen(state), attestation: null }, 11_000)).toBe(state);
    expect(stateOf(entry, { seen: seen(state), attestation: null }, 11_001)).toBe('stale');
  }
  expect(stateOf(entry, { seen: null, attestation: null }, 0)).toBe('stale');
});

test('what was seen broken stays broken until it is seen otherwise', () => {
  expect(stateOf(entry, { seen: seen('broken'), attestation: null }, 1_000_000)).toBe('broken');
});

test('a person vouches until a date; a machine cannot do it for them', () => {
  const vouched: KeptPromise = { ...entry, kind: 'attested' };
  const attestation = { atMs: 0, expiresAtMs: 5_000 };
  expect(stateOf(vouched, { seen: seen('kept'), attestation }, 4_999)).toBe('attested');
  expect(stateOf(vouched, { seen: seen('kept'), attestation }, 5_000)).toBe('stale');
  expect(stateOf(vouched, { seen: seen('kept'), attestation: null }, 10_000)).toBe('stale');
  expect(stateOf(entry, { seen: null, attestation }, 4_999)).toBe('stale');
});

test('what waits for its part of the product is neither kept nor broken', () => {
  const awaiting = { group: 'rights', kind: 'proven', awaits: 'support' } as const;
  expect(stateOf(awaiting, { seen: seen('kept'), attestation: null }, 10_000)).toBe('not-yet');
});

test('a use that was looked at anew waits for the version that speaks of it', () => {
  const version = (number: number, date: string, effective: string) => ({
    ...{ policy: 'ai' as const, number, date, effective, summary: 'A version of a test.' },
    ...{ facts: {} as never, document: {} as never },
  });
  const both = [version(1, '2026-11-22', '2026-11-22'), version(2, '2027-01-01', '2027-01-15')];
  const use = (since: string) => ({ name: 'assistant' as const, fields: [], optOut: [], rules: [], since });
  expect(earlyUses(both.slice(0, 1), [use('2026-11-23')])).toEqual([]);
  expect(earlyUses(both, [use('2026-11-20'), use('2027-01-15')])).toEqual([]);
  expect(earlyUses(both, [use('2027-01-14')])).toEqual(['assistant begins before version 2']);
});
