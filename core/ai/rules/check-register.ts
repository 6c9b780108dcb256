import type { Feature, Register } from '../schema.ts';
import { IMPROVEMENT } from './feedback.ts';
import { surfaces } from './surfaces.ts';

/** So that what a switch forbids meanwhile has ended within a minute. */
export const LONGEST_MS = 30_000;

/** What is wrong with a register: one sentence for each fault. A program does not start with one. */
export function checkRegister(register: Register): string[] {
  return Object.entries(register).flatMap(([name, feature]) => [
    ...(/^[a-z]+(-[a-z]+)*$/.test(name) && name !== IMPROVEMENT ? [] : [`${name} is no name of a use`]),
    ...(isLookedAt(feature) ? [] : [`${name}: what is sent or its prompt is not what was assessed`]),
    ...(feature.assessment.by.trim() === '' ? [`${name}: nobody signed its assessment`] : []),
    ...(isDay(feature.assessment.on) &&
    isDay(feature.assessment.until) &&
    feature.assessment.on < feature.assessment.until
      ? []
      : [`${name}: its assessment has no time`]),
    ...(feature.optOut.length === 0 ? [`${name}: nobody can opt out`] : []),
    ...(feature.timeoutMs > 0 && feature.timeoutMs <= LONGEST_MS
      ? []
      : [`${name} may last longer than ${LONGEST_MS} ms`]),
    ...(feature.maxTokens > 0 ? [] : [`${name} has no end`]),
    ...(Number.isInteger(feature.reviewOneIn) && feature.reviewOneIn > 0 ? [] : [`${name}: no answer is looked at`]),
    ...(feature.surfaces.length > 0 && feature.surfaces.every((one) => Object.hasOwn(surfaces, one))
      ? []
      : [`${name}: it is read in a place that does not mark it`]),
    ...(feature.budget.personNanos > 0n && feature.budget.guildNanos > 0n ? [] : [`${name} has no budget`]),
  ]);
}

/** Whether an assessment is of this prompt and these fields, and holds on a day (YYYY-MM-DD). */
export function isAssessed(feature: Feature, day: string): boolean {
  return isLookedAt(feature) && feature.assessment.on <= day && day <= feature.assessment.until;
}

function isLookedAt({ assessment, promptVersion, fields }: Feature): boolean {
  return (
    assessment.promptVersion === promptVersion &&
    [...assessment.fields].sort().join() === [...new Set(fields)].sort().join()
  );
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
