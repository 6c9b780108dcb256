import { z } from 'zod';
import { features } from '#core/ai/features.ts';
import { readRegister } from '#core/ai/read-register.server.ts';
import type { Feature, OptOutKey, Register } from '#core/ai/schema.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { decisionKinds, decisions } from '#core/policies/decisions.ts';
import type { RegisterData } from '../components/ai/RegisterPage.tsx';
import type { Dependencies } from './dependencies.server.ts';

const register: Register = features;

/** The id of a call, in an address. */
export const beforeCall = z.uuid().nullable().catch(null);

/** Uses that somebody can say no to, for themselves or for their guild. */
export function offeredTo(who: OptOutKey): [name: string, Feature][] {
  return Object.entries(register).filter(([, { optOut }]) => optOut.includes(who));
}

/** The uses of models of this product, with the settings of this instance. */
export function oversightOf({ db, clock, config }: Dependencies) {
  return { db, clock, register, settings: config.ai };
}

/** The public register: uses of models, and beside them what people decide. */
export async function readRegisterPage(deps: Dependencies, locale: Locale): Promise<RegisterData> {
  const { t } = speakerOf(locale);
  return {
    register: await readRegister(oversightOf(deps)),
    decisions: decisionKinds.map((kind) => ({
      decision: t(`ai-policy:decisions.kind.${kind}`),
      who: t(`ai-policy:decisions.by.${decisions[kind].by}`),
      model: t(`ai-policy:decisions.role.${decisions[kind].model}`),
    })),
  };
}
