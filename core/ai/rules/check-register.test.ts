import { expect, expectTypeOf, test } from 'vitest';
import { features } from '../features.ts';
import type { Feature, Register } from '../schema.ts';
import { trial } from '../testing/ai-rig.ts';
import { checkRegister, isAssessed } from './check-register.ts';

test('the register of the product has no fault', () => {
  expect(checkRegister(features)).toEqual([]);
});

test('every fault of an entry is found', () => {
  const faults = (change: Partial<Feature>) => checkRegister({ trial: { ...trial, ...change } });
  const assessed = (change: Partial<Feature['assessment']>) =>
    faults({ assessment: { ...trial.assessment, ...change } });
  expect(faults({})).toEqual([]);
  expect(faults({ promptVersion: 2 })).toHaveLength(1);
  expect(faults({ fields: ['question', 'totals', 'settings'] })).toHaveLength(1);
  expect(assessed({ by: ' ' })).toHaveLength(1);
  expect(assessed({ until: '2025-12-31' })).toHaveLength(1);
  expect(assessed({ on: 'soon' })).toHaveLength(1);
  expect(faults({ optOut: [] as unknown as Feature['optOut'] })).toHaveLength(1);
  expect(faults({ timeoutMs: 30_001 })).toHaveLength(1);
  expect(faults({ maxTokens: 0 })).toHaveLength(1);
  expect(faults({ reviewOneIn: 0 })).toHaveLength(1);
  expect(faults({ budget: { personNanos: 1n, guildNanos: 0n } })).toHaveLength(1);
  expect(faults({ surfaces: [] as unknown as Feature['surfaces'] })).toHaveLength(1);
  expect(checkRegister({ 'A name': trial })).toHaveLength(1);
  expect(checkRegister({ improvement: trial })).toHaveLength(1);
});

test('an assessment holds from its first to its last day', () => {
  const days = ['2025-12-31', '2026-01-01', '2099-01-01', '2099-01-02'];
  expect(days.map((day) => isAssessed(trial, day))).toEqual([false, true, true, false]);
});

test('an entry without assessment, opt-out or rule for people under age does not compile', () => {
  expectTypeOf<Feature>().toExtend<Register[string]>();
  expectTypeOf<Omit<Feature, 'assessment'>>().not.toExtend<Register[string]>();
  expectTypeOf<Omit<Feature, 'optOut'>>().not.toExtend<Register[string]>();
  expectTypeOf<Omit<Feature, 'optOut'> & { optOut: [] }>().not.toExtend<Register[string]>();
  expectTypeOf<Omit<Feature, 'underAge'>>().not.toExtend<Register[string]>();
  expectTypeOf<Omit<Feature, 'surfaces'>>().not.toExtend<Register[string]>();
  expectTypeOf<Omit<Feature, 'budget'>>().not.toExtend<Register[string]>();
});
