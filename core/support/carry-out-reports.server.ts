import { freezeAccount } from '#core/accounts/freeze-account.server.ts';
import { setObjection } from '#core/analytics/set-objection.server.ts';
import { purposeNames } from '#core/consent/schema.ts';
import { withdrawConsent } from '#core/consent/withdraw-consent.server.ts';
import { FALLBACK_LOCALE } from '#core/i18n/rules.ts';
import { openRequest } from '#core/privacy/open-request.server.ts';
import type { PurgeDeps } from './deps.server.ts';

/**
 * Freezes everybody whom staff decided to be under age, and asks for everything about them to be erased. Each step can be
 * done again: what was cut off is taken up by the worker.
 * @returns how many
 */
export async function carryOutReports(deps: PurgeDeps): Promise<number> {
  const reports = await deps.db.for('answer-request').prisma.underAgeReport.findMany({
    where: { decision: 'under-age', requestId: null, personId: { not: null } },
    select: { id: true, personId: true },
  });
  for (const { id, personId } of reports) {
    const person = String(personId);
    await setObjection(deps.db, { personId: person, guildId: null, objects: true });
    for (const purpose of purposeNames)
      await withdrawConsent(deps, { userId: person }, { purpose, surface: 'staff', locale: FALLBACK_LOCALE });
    // Who decided stands in the record of the decision.
    await freezeAccount(deps, person, { kind: 'system' });
    const asker = { personId: person, surface: 'staff', locale: FALLBACK_LOCALE } as const;
    const { requestId } = await openRequest(deps, asker, { right: 'erase' });
    await deps.db.for('answer-request').prisma.underAgeReport.update({ where: { id }, data: { requestId } });
  }
  return reports.length;
}
