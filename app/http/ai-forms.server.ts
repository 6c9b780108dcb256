import { z } from 'zod';
import { features } from '#core/ai/features.ts';
import { reviewAnswer } from '#core/ai/review-answer.server.ts';
import { changeSchema, IMPROVEMENT } from '#core/ai/rules/feedback.ts';
import { reviewSchema } from '#core/ai/rules/reviews.ts';
import type { OptOutKey, Register } from '#core/ai/schema.ts';
import { setOptOut } from '#core/ai/set-opt-out.server.ts';
import { type SwitchedThing, setSwitch } from '#core/ai/set-switch.server.ts';
import { writeChange } from '#core/ai/write-change.server.ts';
import { keepDays } from '#core/assistant/schema.ts';
import { setExpiry } from '#core/assistant/set-expiry.server.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { SwitchProblem } from '../components/ai/props.ts';
import type { Dependencies } from './dependencies.server.ts';

const register: Register = features;

const choiceForm = z.object({ intent: z.enum(['say-no', 'allow']), feature: z.string().max(60).default('') });

/**
 * What the form about a use of a model asks for; the feature is null for every use.
 * @param who whose choice it is
 * @throws AppError 'bad_input' where it is none of the forms, or nobody of these can say no to it
 */
export function readChoice(fields: Record<string, string>, who: OptOutKey): { feature: string | null; out: boolean } {
  const parsed = choiceForm.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_input', 'none of the forms of this page', { cause: parsed.error });
  const { intent, feature } = parsed.data;
  const offered =
    feature === '' ||
    (who === 'person' && feature === IMPROVEMENT) ||
    (Object.hasOwn(register, feature) && register[feature]?.optOut.includes(who));
  if (!offered) throw new AppError('bad_input', 'not in the register');
  return { feature: feature || null, out: intent === 'say-no' };
}

const keepForm = z.object({
  days: z.enum(['', ...keepDays.map(String)]).transform((days) => keepDays.find((one) => String(one) === days) ?? null),
});

/** Does what a form of somebody's own page asks for. @throws AppError 'bad_input' where it is none of them */
export async function runOwnForm(
  deps: Dependencies,
  person: { personId: string },
  fields: Record<string, string>,
): Promise<void> {
  if (fields.intent === 'keep') await setExpiry(deps, person, keepForm.parse(fields).days);
  else await setOptOut(deps, person, readChoice(fields, 'person'));
}

const switchForm = z.object({
  /** A kind and a name, as the page offers them. */
  thing: z.string().regex(/^(all|feature|vendor):/),
  to: z.enum(['off', 'on']),
  reason: z.string().trim().min(3).max(500),
});

/** Does what the form of the switches asks for. @returns null where it was done, else what is wrong, in words */
export async function runSwitchForm(
  deps: Dependencies,
  { fields, staffId, locale }: { fields: Record<string, string>; staffId: string; locale: Locale },
): Promise<SwitchProblem | null> {
  const { t } = speakerOf(locale);
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.slice(0, 600)]));
  const parsed = switchForm.safeParse(fields);
  const thing = thingOf(deps, fields.thing ?? '');
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0]));
  if (thing === null) wrong.add('thing');
  if (!parsed.success || thing === null) {
    const named = (['thing', 'to', 'reason'] as const).filter((name) => wrong.has(name));
    return { fields: Object.fromEntries(named.map((name) => [name, t(`ai:staff.problem.${name}`)])), values };
  }
  const { to, reason } = parsed.data;
  await setSwitch(deps, { thing, off: to === 'off', reason, staffId });
  return null;
}

function thingOf({ config }: Dependencies, text: string): SwitchedThing | null {
  const [, kind, name = ''] = /^(all|feature|vendor):(.*)$/.exec(text) ?? [];
  if (kind === 'all') return name === '' ? { kind, name } : null;
  if (kind === 'feature') return Object.hasOwn(register, name) ? { kind, name } : null;
  if (kind === 'vendor') return config.ai?.vendors.some(({ id }) => id === name) ? { kind, name } : null;
  return null;
}

/** Does what the form about a change asks for. @returns null where it was done, else what is wrong, in words */
export async function runChangeForm(
  deps: Dependencies,
  { fields, staffId, locale }: { fields: Record<string, string>; staffId: string; locale: Locale },
): Promise<SwitchProblem | null> {
  const { t } = speakerOf(locale);
  const parsed = changeSchema.safeParse(fields);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0]));
  if (parsed.success)
    try {
      await writeChange(deps, { ...parsed.data, staffId });
      return null;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'not_found') throw error;
      wrong.add('source');
    }
  const named = (['source', 'words'] as const).filter((name) => wrong.has(name));
  return {
    fields: Object.fromEntries(named.map((name) => [name, t(`ai:staff.problem.${name}`)])),
    values: { source: fields.source ?? '', words: (fields.words ?? '').slice(0, 600) },
  };
}

/** Does what the form about an answer asks for. @returns null where it was done, else why not, in words */
export async function runReviewForm(
  deps: Dependencies,
  { fields, staffId, locale }: { fields: Record<string, string>; staffId: string; locale: Locale },
): Promise<string | null> {
  const parsed = reviewSchema.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_input', 'none of the forms of this page', { cause: parsed.error });
  try {
    await reviewAnswer(deps, { ...parsed.data, staffId });
    return null;
  } catch (error) {
    if (isAppError(error) && error.code === 'conflict') return speakerOf(locale).t('ai:reviews.conflict');
    throw error;
  }
}
