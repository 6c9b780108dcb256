import { listCohorts } from '#core/analytics/list-cohorts.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import { listKeptSources } from '#core/analytics/list-kept-sources.server.ts';
import type { CohortRow } from '#core/analytics/rules/cohorts.ts';
import { dateOfDay, periodBefore } from '#core/analytics/rules/period.ts';
import { sumUp } from '#core/analytics/rules/totals.ts';
import { SUPPRESSED_UNDER } from '#core/analytics/rules.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Fact, Missing } from '../../schema.ts';
import { periodInput, periodOf, periodPath } from './period.ts';
import { tellsMembers } from './tells-members.server.ts';
import { type Bound, fact, factOr, percent, type ReadTool, readTool } from './tool.ts';

/** Who came and went, as far as Discord tells it. */
export function growthTool(bound: Bound): ReadTool {
  const { deps, scope, today } = bound;
  return readTool({
    name: 'growth',
    description: 'Joins and leaves of members over a period, and how long those who left had stayed.',
    input: periodInput,
    fields: ['totals'],
    async read(input) {
      const period = periodOf(input, today);
      const before = periodBefore(period);
      const [days, told] = await Promise.all([
        listDays(deps.modelDb, scope, { fromDay: before.fromDay, toDay: period.toDay }),
        tellsMembers(bound),
      ]);
      const [now, was] = [sumUp(period, days), sumUp(before, days)];
      // Without Discord's word nobody is seen to join; who was seen before it was taken back stays counted.
      const seen = (totals: typeof now, value: number) =>
        totals.observed.messages > 0 && (told || totals.joins + totals.leaves > 0) ? value : null;
      const missing: Missing = told ? 'unobserved' : 'unknown';
      return {
        path: periodPath(scope.guildId, 'growth', period),
        range: period,
        facts: [
          factOr('joins', seen(now, now.joins), missing),
          factOr('joinsBefore', seen(was, was.joins), missing),
          factOr('leaves', seen(now, now.leaves), missing),
          factOr('leavesBefore', seen(was, was.leaves), missing),
          factOr('net', seen(now, now.joins - now.leaves), missing),
          factOr('leftFirstDay', seen(now, now.left.firstDay), missing),
          factOr('leftFirstWeek', seen(now, now.left.firstWeek), missing),
          factOr('leftFirstMonth', seen(now, now.left.firstMonth), missing),
          factOr('leftLater', seen(now, now.left.later), missing),
          factOr('leftUnknown', seen(now, now.left.unknown), missing),
          fact('observedMessagesPercent', percent(now.observed.messages)),
        ],
      };
    },
  });
}

/** What people joined through, of weeks whose first week is over. Fewer than ten of a week are kept with others. */
export function invitesTool({ deps, scope, today, locale }: Bound): ReadTool {
  const { t } = speakerOf(locale);
  return readTool({
    name: 'invites',
    description: 'Which invite or source people joined through, and how many of them stayed a week.',
    input: periodInput,
    fields: ['totals'],
    async read(input) {
      const period = periodOf(input, today);
      const sources = await listKeptSources(deps.modelDb, scope, period);
      const nameOf = { others: t('assistant:value.others'), vanity: t('assistant:value.vanity') } as const;
      return {
        path: periodPath(scope.guildId, 'retention', period),
        range: period,
        facts:
          sources.length === 0
            ? [factOr('joinedMature', null, 'unknown')]
            : sources.flatMap(({ source, code, joined, stayed, active }) => {
                const of =
                  source === 'invite' ? code : source === 'unknown' ? t('assistant:value.notKnown') : nameOf[source];
                const kept = joined >= SUPPRESSED_UNDER;
                return [
                  factOr('joinedMature', kept ? joined : null, 'few', of),
                  factOr('stayedWeek1', kept ? stayed : null, 'few', of),
                  factOr('activeWeek1', kept ? active : null, 'few', of),
                ];
              }),
      };
    },
  });
}

/** What became of those who joined, by joining week. */
export function retentionTool({ deps, scope, today, locale }: Bound): ReadTool {
  const { t } = speakerOf(locale);
  return readTool({
    name: 'retention',
    description:
      'Retention: of those who joined in each week (cohorts), how many stayed and were active in week 1 and 4.',
    input: periodInput,
    fields: ['totals'],
    async read(input) {
      const period = periodOf(input, today);
      const rows = await listCohorts(deps.modelDb, scope, { ...period, today });
      return {
        path: periodPath(scope.guildId, 'retention', period),
        range: period,
        facts: rows.flatMap((row) => cohortFacts(row, t('assistant:value.week', { day: dateOfDay(row.week) }))),
      };
    },
  });
}

function cohortFacts({ joined, week1, week4 }: CohortRow, of: string): Fact[] {
  const isFew = week1.state === 'few' || week4.state === 'few' || (joined !== null && joined < SUPPRESSED_UNDER);
  const told: Missing = isFew ? 'few' : week1.state === 'not-yet' ? 'not-yet' : 'unobserved';
  return [
    factOr('joined', isFew ? null : joined, told, of),
    ...(['1', '4'] as const).flatMap((which) => {
      const week = which === '1' ? week1 : week4;
      const [stayed, active] = [`stayedWeek${which}`, `activeWeek${which}`] as const;
      if (isFew) return [factOr(stayed, null, 'few', of)];
      if (week.state !== 'known') return [factOr(stayed, null, week.state, of)];
      const share = (value: number) => (joined === null || joined === 0 ? null : percent(value / joined));
      return [
        fact(stayed, week.stayed, of),
        factOr(`${stayed}Percent`, share(week.stayed), 'unknown', of),
        fact(active, week.active, of),
        factOr(`${active}Percent`, share(week.active), 'unknown', of),
      ];
    }),
  ];
}
