import { z } from 'zod';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { attestPromise } from '#core/policies/attest-promise.server.ts';
import { closeIncident } from '#core/policies/close-incident.server.ts';
import { finishAudit } from '#core/policies/finish-audit.server.ts';
import { listAudits } from '#core/policies/list-audits.server.ts';
import { listIncidents } from '#core/policies/list-incidents.server.ts';
import { listPromises } from '#core/policies/list-promises.server.ts';
import { openIncident } from '#core/policies/open-incident.server.ts';
import { planAudit } from '#core/policies/plan-audit.server.ts';
import {
  attestSchema,
  closeIncidentSchema,
  finishAuditSchema,
  openIncidentSchema,
  planAuditSchema,
  tellSchema,
} from '#core/policies/schema.ts';
import { tellOfIncident } from '#core/policies/tell-of-incident.server.ts';
import { answerCase } from '#core/support/answer-case.server.ts';
import { getAnswerTimes } from '#core/support/get-answer-times.server.ts';
import { listCases } from '#core/support/list-cases.server.ts';
import { answerCaseSchema } from '#core/support/schema.ts';
import {
  type GovernanceIntent,
  type GovernanceProblem,
  governanceFields,
  governanceIntents,
} from '../components/operator/governance-props.ts';
import type { Dependencies } from './dependencies.server.ts';

const form = z.discriminatedUnion('intent', [
  attestSchema.extend({ intent: z.literal('attest') }),
  planAuditSchema.extend({ intent: z.literal('plan') }),
  finishAuditSchema.extend({ intent: z.literal('finish') }),
  openIncidentSchema.extend({ intent: z.literal('open-incident') }),
  tellSchema.extend({ intent: z.literal('tell') }),
  closeIncidentSchema.extend({ intent: z.literal('close') }),
  answerCaseSchema.extend({ intent: z.literal('answer') }),
]);

/** What the page shows: letters, promises that people vouch for, audits and incidents. */
export async function readGovernance(deps: Dependencies) {
  const [standing, audits, incidents, cases, times] = await Promise.all([
    listPromises(deps),
    listAudits(deps.db),
    listIncidents(deps.db),
    listCases(deps.db),
    getAnswerTimes(deps),
  ]);
  return {
    nowMs: deps.clock.now(),
    vouched: standing
      .filter(({ entry }) => entry.kind === 'attested' && !('awaits' in entry))
      .map(({ id, state, attestation }) => ({ id, state, untilMs: attestation?.expiresAtMs ?? null })),
    audits,
    incidents,
    cases,
    times,
  };
}

/**
 * Does what one of the forms of the page asks for.
 * @returns what was done, or what is wrong with the form, in words
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runGovernanceForm(
  deps: Dependencies,
  { fields, staffId, locale }: { fields: Record<string, string>; staffId: string; locale: Locale },
): Promise<{ done: { kind: GovernanceIntent; id: string } } | { problem: GovernanceProblem; status: number }> {
  const { t } = speakerOf(locale);
  const intent = governanceIntents.find((one) => one === fields.intent);
  if (!intent) throw new AppError('bad_input', 'none of the forms of this page');
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.slice(0, 2_000)]));
  const parsed = form.safeParse(fields);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const wrong = governanceFields.filter((name) => names.has(name));
    const words = Object.fromEntries(wrong.map((name) => [name, t(`operator:governance.field.${name}`)]));
    return { problem: { intent, message: null, fields: words, values }, status: 400 };
  }
  const asked = parsed.data;
  try {
    if (asked.intent === 'attest') await attestPromise(deps, { ...asked, staffId });
    else if (asked.intent === 'plan') await planAudit(deps, { ...asked, staffId });
    else if (asked.intent === 'finish') await finishAudit(deps, { ...asked, staffId });
    else if (asked.intent === 'open-incident') await openIncident(deps, { ...asked, staffId });
    else if (asked.intent === 'tell') await tellOfIncident(deps, { ...asked, staffId });
    else if (asked.intent === 'close') await closeIncident(deps, { ...asked, staffId });
    else await answerCase(deps, { ...asked, staffId });
    return { done: { kind: intent, id: 'promise' in asked ? asked.promise : intent } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, status } = error;
    if (code !== 'not_allowed' && code !== 'bad_input' && code !== 'conflict') throw error;
    return { problem: { intent, message: t(`operator:governance.refused.${code}`), fields: {}, values }, status };
  }
}
