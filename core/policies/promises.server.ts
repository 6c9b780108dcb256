import { speakerOf } from '#core/i18n/i18n.ts';
import { locales } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless, type Probe } from '#core/platform/evidence.ts';
import { decisionKinds } from './decisions.ts';
import type { PolicySources } from './document.ts';
import { lookAtNotices } from './internal/probe-notices.server.ts';
import { hashOf, readPolicy } from './read-policy.server.ts';
import { policyIds } from './rules/policy-ids.ts';
import { type IncidentSubject, incidentSteps, type PolicyVersion } from './schema.ts';
import { versions, versionsOf } from './versions.ts';
import { writePolicy } from './write-policy.server.ts';

interface Deps {
  db: Database;
  clock: Clock;
  sources: PolicySources;
  /** What writes the texts. */
  write?: typeof writePolicy;
  /** Every version of both. */
  all?: readonly PolicyVersion[];
}

/** Probes of what is promised about the policies themselves. */
export function policyProbes({ db, clock, sources, write = writePolicy, all = versions }: Deps): Probe[] {
  return [
    {
      promise: 'X02',
      async look() {
        return lookAtIncidents(db, clock, 'data');
      },
    },
    {
      promise: 'A74',
      async look() {
        return lookAtIncidents(db, clock, 'ai');
      },
    },
    { promise: 'A68', look: () => lookAtNotices({ db, clock }, sources.uses, all) },
    {
      promise: 'P36',
      async look() {
        const silent = locales.filter((locale) => {
          const limits = speakerOf(locale).t('privacy-policy:security.limits');
          const { sections } = write('privacy', sources, locale).document;
          const security = sections.find(({ id }) => id === 'security')?.blocks ?? [];
          return limits.length < 40 || !security.some((block) => block.kind === 'text' && block.text === limits);
        });
        return keptUnless(silent, { languages: [...locales] });
      },
    },
    {
      promise: 'A03',
      async look() {
        const found = locales.filter((locale) => {
          const { sections } = write('ai', sources, locale).document;
          const shown = JSON.stringify(sections.find(({ id }) => id === 'decisions')?.blocks ?? []);
          return decisionKinds.some(
            (kind) => !shown.includes(JSON.stringify(speakerOf(locale).t(`ai-policy:decisions.kind.${kind}`))),
          );
        });
        return keptUnless(found, { aiUses: sources.uses.map(({ name }) => name), aiDecisions: decisionKinds.length });
      },
    },
    {
      promise: 'A67',
      async look() {
        const newest = versionsOf('ai').at(-1);
        const isSame = newest?.facts.decisions === write('ai', sources).facts.decisions;
        return keptUnless(isSame ? [] : ['a use or a decision that the newest version does not have'], {
          aiVersion: newest?.number ?? 0,
          aiUses: sources.uses.map(({ name }) => name),
        });
      },
    },
    {
      promise: 'P51',
      async look() {
        const postings = await listPostings(db);
        const found = policyIds.flatMap((policy) => {
          const own = versionsOf(policy);
          const newest = own.at(-1);
          const text = JSON.stringify(write(policy, sources).document);
          return [
            ...own
              .filter((one) => !postings.some((row) => isOf(row, one)))
              .map((one) => `${nameOf(one)} is not posted`),
            ...postings
              .filter((row) => row.policy === policy && !own.some((one) => isOf(row, one) && hashOf(one) === row.hash))
              .map((row) => `${nameOf(row)} is not what was posted`),
            ...(newest && text !== JSON.stringify(newest.document)
              ? [`the text is not that of ${nameOf(newest)}`]
              : []),
          ];
        });
        return keptUnless(found, { versions: postings.map(nameOf) });
      },
    },
    {
      promise: 'P52',
      async look() {
        const postings = await listPostings(db);
        const shown = policyIds.map((policy) => {
          const { version } = readPolicy(policy, sources, { locale: 'en', nowMs: clock.now() });
          return { policy, number: version.number, date: version.date };
        });
        const wrong = shown.filter((one) => postings.find((row) => isOf(row, one))?.dated !== one.date);
        return keptUnless(wrong.map(nameOf), { dates: shown.map((one) => `${nameOf(one)}: ${one.date}`) });
      },
    },
  ];
}

async function lookAtIncidents(db: Database, clock: Clock, about: IncidentSubject): Promise<Evidence> {
  const { rows } = await db
    .for('accountability')
    .pool.query<IncidentCounts>(INCIDENTS, [new Date(clock.now()), about, incidentSteps[about]]);
  const { incidents = 0, drills = 0, last_drill = null, late = 0, found = [] } = rows[0] ?? {};
  const facts = { incidents, drills, ...(last_drill ? { lastDrill: last_drill } : {}), toldLate: late };
  const seen = keptUnless(found, facts);
  return seen.state === 'kept' && late > 0 ? { ...seen, state: 'degraded' } : seen;
}

interface IncidentCounts {
  incidents: number;
  drills: number;
  /** As in 2026-11-22. */
  last_drill: string | null;
  late: number;
  found: string[];
}

/**
 * $1: now; $2: what went wrong; $3: its steps. An incident is wrong where a step was forgotten, was not done in time, or was
 * not done although it is over. What was done late stays in view for a year.
 */
const INCIDENTS = `
  WITH told AS (
    SELECT i.id, i.drill, i.noticed_at, i.closed_at, a.audience, n.due_at, n.sent_at
      FROM incident i CROSS JOIN unnest($3::text[]) AS a (audience)
      LEFT JOIN incident_notice n ON n.incident_id = i.id AND n.audience = a.audience
     WHERE i.about = $2
  )
  SELECT (SELECT count(*)::int FROM incident WHERE NOT drill AND about = $2) AS incidents,
         (SELECT count(*)::int FROM incident WHERE drill AND about = $2) AS drills,
         (SELECT max((noticed_at AT TIME ZONE 'UTC')::date)::text FROM incident WHERE drill AND about = $2) AS last_drill,
         (SELECT count(*)::int FROM told WHERE sent_at > due_at AND sent_at > $1::timestamptz - interval '1 year') AS late,
         ARRAY(SELECT (noticed_at AT TIME ZONE 'UTC')::date || ' ' || audience FROM told
                WHERE due_at IS NULL OR (sent_at IS NULL AND (due_at < $1 OR closed_at IS NOT NULL)) ORDER BY 1) AS found`;

interface Numbered {
  policy: string;
  number: number;
}

interface Posting extends Numbered {
  hash: string;
  dated: string;
}

const isOf = (a: Numbered, b: Numbered) => a.policy === b.policy && a.number === b.number;
const nameOf = ({ policy, number }: Numbered) => `${policy} ${number}`;

async function listPostings(db: Database): Promise<Posting[]> {
  const { rows } = await db
    .for('accountability')
    .pool.query<Posting>(
      'SELECT policy, number, hash, dated::text AS dated FROM policy_posting ORDER BY policy, number',
    );
  return rows;
}
