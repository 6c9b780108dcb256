import { ageLimits, DISCORD_AGE } from '#core/consent/rules/age-limits.ts';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import type { Evidence } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { listRetention } from '#core/privacy/list-retention.server.ts';
import { isOverdue } from '#core/privacy/rules/retention-readings.ts';
import { readCase } from '../read-case.server.ts';
import { lookAtReports } from './look-at-reports.server.ts';
import { takeInReport } from './take-in-report.server.ts';

/** Nobody younger may be asked for anything without their parents. Source: COPPA, 15 U.S.C. § 6501(1). */
const COPPA_AGE = 13;
/** Where letters and reports are, and what stays of a decision. Children's data needs written times: 16 CFR § 312.10. */
const CLASSES: readonly string[] = ['case', 'record'];
/** An id that nobody has: Discord's first snowflakes are from 2015. */
const NOBODY = '1';
const WORDS = 'Tried out by the program itself.';

/**
 * Whether parents can have everything of their child deleted: their letter is tried as a visitor's, without an account, and
 * what staff decide is carried out in time; nobody may be younger than the law lets them be; and what is kept of it ends
 * when it is written to end. Degraded where a report waits for its decision past its time.
 */
export async function lookAtParents({ db, clock }: { db: Database; clock: Clock }): Promise<Evidence> {
  const reports = await lookAtReports({ db, clock });
  const { found: before = [], ...facts } = reports.facts;
  const youngest = Math.min(DISCORD_AGE, ...Object.values(ageLimits));
  const kept = (await listRetention(db)).filter(({ retention }) => CLASSES.includes(retention));
  const found = [
    ...[before].flat().map(String),
    ...(await tryLetter(db, clock)),
    ...(youngest < COPPA_AGE ? ['age'] : []),
    ...kept.filter(isOverdue).map(({ retention }) => retention),
  ];
  const seen = { ...facts, youngest };
  return found.length > 0 ? { state: 'broken', facts: { ...seen, found } } : { state: reports.state, facts: seen };
}

/** Writes as a parent would, and looks whether staff see it and the parent finds it again; then it is taken back. */
async function tryLetter(db: Database, clock: Clock): Promise<string[]> {
  return tryOut(db.for('answer-request'), async (client) => {
    const asked = { channel: 'form', personId: NOBODY, words: WORDS, accountId: null } as const;
    const secret = await takeInReport(client, clock, asked);
    const letter = await readCase(within({ pool: client }), { secret });
    const { rowCount } = await client.query(
      'SELECT FROM under_age_report r JOIN contact_case c ON c.id = r.case_id WHERE r.person_id = $1 AND r.decision IS NULL',
      [NOBODY],
    );
    return letter?.topic === 'minor' && letter.words === WORDS && rowCount === 1 ? [] : ['letter lost'];
  }).catch((error: unknown) => {
    if (isConnectionError(error)) throw error;
    return ['letter refused'];
  });
}
