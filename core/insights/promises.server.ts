import { features } from '#core/ai/features.ts';
import { locales } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { listReads } from './internal/list-reads.server.ts';
import { type SaleDeps, saleProbe } from './internal/probe-sale.server.ts';
import { readNumbers } from './internal/read-numbers.server.ts';
import { reportOf } from './internal/report-rows.server.ts';
import { writePrompt } from './internal/write-prompt.ts';
import { faultOf } from './rules/check-sentence.ts';
import { composeReport } from './rules/compose-report.ts';
import { type Fact, factKinds, type Report } from './schema.ts';

const DAY_MS = 86_400_000;
/** Newest reports that are looked at. */
const LOOKED_AT = 100;
/** A guild that nobody has: Discord's first snowflakes are from 2015. */
const GUILD = '1';
/** In the place of ids and of what people wrote: nothing of it may leave. */
const CANARY = { channelId: '987654321098765432', noteId: 'quokka-canary' };

interface Deps {
  db: Database;
  clock: Clock;
  /** Mechanisms, as they are tried. */
  write?: typeof writePrompt;
  readTotals?: typeof readNumbers;
  companies?: NonNullable<SaleDeps['companies']>;
}

/** Probes of what is promised about insights: what is read, what a model gets, and what people are shown. */
export function insightsProbes({ db, clock, write = writePrompt, readTotals = readNumbers, companies }: Deps): Probe[] {
  const since = () => new Date(clock.now() - 30 * DAY_MS);
  return [
    saleProbe({ db, companies }),
    {
      promise: 'A06',
      async look() {
        const sent = locales.map((locale) => JSON.stringify(write(canaryFacts(), locale)));
        const found = [CANARY.channelId, CANARY.noteId].filter((id) => sent.some((text) => text.includes(id)));
        const ids = sent.some((text) => /\d{15,20}/.test(text)) ? ['an id'] : [];
        const { rows } = await db
          .for('use-model')
          .pool.query<{ fields: string }>(
            `SELECT DISTINCT unnest(fields) AS fields FROM ai_call WHERE feature = 'insights' AND at > $1 ORDER BY 1`,
            [since()],
          );
        const strange = rows.map(({ fields }) => fields).filter((field) => field !== 'totals');
        return keptUnless([...found, ...ids, ...strange], { insightInputs: [...features.insights.fields] });
      },
    },
    {
      promise: 'A32',
      async look() {
        const nowMs = clock.now();
        const toDay = Math.floor(nowMs / DAY_MS) - 1;
        const asked = { period: { fromDay: toDay - 6, toDay }, timeZone: 'UTC', today: toDay + 1, nowMs };
        const { tables, personal } = await listReads(db, (counts) => readTotals(counts, { guildId: GUILD }, asked));
        const { rows } = await db
          .for('serve-guild')
          .pool.query<{ reports: number }>(
            'SELECT count(*)::int AS reports FROM insight_report WHERE written_at > $1',
            [since()],
          );
        const nothing = tables.length === 0 ? ['nothing was read'] : [];
        return keptUnless([...personal, ...nothing], { insightTables: tables, insightReports: rows[0]?.reports ?? 0 });
      },
    },
    {
      promise: 'A57',
      async look() {
        const rows = await db
          .for('serve-guild')
          .prisma.insightReport.findMany({ orderBy: { writtenAt: 'desc' }, take: LOOKED_AT });
        const reports = rows.map(reportOf);
        return keptUnless(reports.flatMap(unfounded), {
          insightReports: reports.length,
          insightWithheld: reports.reduce((sum, { withheld }) => sum + withheld, 0),
        });
      },
    },
  ];
}

/** Sentences of a report that do not stand beside numbers, or not with them: each as the id of its report. */
function unfounded(report: Report): string[] {
  const names = { channel: () => '#', note: () => '' };
  const bare = composeReport(report, report.locale, names).some(
    ({ facts }) => facts.length === 0 || facts.some(({ values }) => Object.keys(values).length === 0),
  );
  const wrong = report.sentences.some((sentence) => faultOf(sentence, report.facts, report.locale) !== null);
  return bare || wrong ? [report.id] : [];
}

/** One of every kind, about a channel and beside a note that would be known again. */
function canaryFacts(): Fact[] {
  return factKinds.map((kind, index) => ({
    ...{ id: `f${index}`, kind, measure: 'messages', direction: 'up', sure: 'likely', fromDay: 20_000, toDay: 20_006 },
    ...CANARY,
    values: { now: 200, was: 100, change: 1, low: 50, high: 150, weeks: 8, since: 20_000, day: 20_000 },
  }));
}
