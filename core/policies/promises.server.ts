import { speakerOf } from '#core/i18n/i18n.ts';
import { locales } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import type { PolicySources } from './document.ts';
import { hashOf, readPolicy } from './read-policy.server.ts';
import { policyIds } from './schema.ts';
import { versionsOf } from './versions.ts';
import { writePolicy } from './write-policy.server.ts';

interface Deps {
  db: Pick<Database, 'pool'>;
  clock: Clock;
  sources: PolicySources;
  /** What writes the texts. */
  write?: typeof writePolicy;
}

/** Probes of what is promised about the policies themselves. */
export function policyProbes({ db, clock, sources, write = writePolicy }: Deps): Probe[] {
  return [
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

async function listPostings(db: Pick<Database, 'pool'>): Promise<Posting[]> {
  const { rows } = await db.pool.query<Posting>(
    'SELECT policy, number, hash, dated::text AS dated FROM policy_posting ORDER BY policy, number',
  );
  return rows;
}
