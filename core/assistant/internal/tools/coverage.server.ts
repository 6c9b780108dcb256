import { getCoverage } from '#core/analytics/get-coverage.server.ts';
import { listAnnotations } from '#core/analytics/list-annotations.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import { sumUp } from '#core/analytics/rules/totals.ts';
import { gapReasonKey } from '#core/analytics/rules.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { periodInput, periodOf, periodPath } from './period.ts';
import { type Bound, fact, factOr, percent, type ReadTool, readTool, tenth } from './tool.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MOST_GAPS = 12;
const MOST_NOTES = 40;

/** What was observed of a period, what was not, and why. */
export function coverageTool({ deps, scope, today, locale, timeZone }: Bound): ReadTool {
  const { t } = speakerOf(locale);
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return readTool({
    name: 'coverage',
    description:
      'Coverage: how much of a period was observed, gaps and outages with their reason, since when it is counted.',
    input: periodInput,
    fields: ['totals'],
    async read(input) {
      const period = periodOf(input, today);
      const fromMs = period.fromDay * DAY_MS;
      const [days, coverage] = await Promise.all([
        listDays(deps.modelDb, scope, period),
        getCoverage(deps.modelDb.for('count-activity').pool, scope, { fromMs, nowMs: deps.clock.now() }),
      ]);
      const { observed } = sumUp(period, days);
      const since = coverage.countingSinceMs;
      const gaps = coverage.gaps.filter((gap) => gap.fromMs < (period.toDay + 1) * DAY_MS);
      return {
        path: periodPath(scope.guildId, 'overview', period),
        range: period,
        facts: [
          fact('observedMessagesPercent', percent(observed.messages)),
          fact('observedVoicePercent', percent(observed.voice)),
          since === null
            ? factOr('countedSince', null, 'unknown')
            : fact('countedSince', new Date(since).toISOString().slice(0, 10)),
          ...gaps.slice(-MOST_GAPS).flatMap((gap) => {
            const of = t('assistant:value.span', { from: clock.format(gap.fromMs), to: clock.format(gap.toMs) });
            return [
              fact('gap', t(`analytics:reason.${gapReasonKey(gap.reason)}`), of),
              fact('gapHours', tenth((gap.toMs - gap.fromMs) / HOUR_MS), of),
            ];
          }),
        ],
      };
    },
  });
}

/** What people wrote beside days. */
export function annotationsTool({ deps, scope, today }: Bound): ReadTool {
  return readTool({
    name: 'annotations',
    description: 'Notes (annotations) that people wrote beside days: events, and what happened on a day.',
    input: periodInput,
    fields: ['knowledge'],
    async read(input) {
      const period = periodOf(input, today);
      const notes = await listAnnotations(deps.modelDb, scope, period);
      return {
        path: periodPath(scope.guildId, 'overview', period),
        range: period,
        facts:
          notes.length === 0
            ? [factOr('annotation', null, 'unknown')]
            : notes.slice(-MOST_NOTES).map(({ day, text }) => fact('annotation', text, dateOfDay(day))),
      };
    },
  });
}
