import { listCohorts } from '#core/analytics/list-cohorts.server.ts';
import { listTopMembers, type TopMember } from '#core/analytics/list-top-members.server.ts';
import { type TopDays, topDaysFor } from '#core/analytics/top-members.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { nameMembers } from '#core/guilds/name-members.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { GrowthData, MembersData, RetentionData, TopData } from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';
import { readPeriodPage } from './period-page.server.ts';

const GRANT_AGE_MS = 300_000;
/** People named in a list, and how many are asked for, since some may have gone. */
const TOP_SHOWN = 10;
const TOP_ASKED = 15;
/** Cohorts take five weeks to mature, so fewer days than this would show none. */
const STANDARD_COHORT_DAYS = 90;

interface Asked {
  guild: OpenGuild;
  staff: boolean;
  search: URLSearchParams;
}

/** What the page of active members shows. */
export async function readMembersPage(deps: Dependencies, asked: Asked): Promise<MembersData> {
  const { data } = await readPeriodPage(deps, asked, {
    charts: [
      'active',
      'activeWeek',
      'activeMonth',
      'newcomers',
      'returned',
      'lapsed',
      'regulars',
      'posters',
      'voiceUsers',
    ],
    filtered: false,
  });
  const days = topDaysFor(data.period.toDay - data.period.fromDay + 1);
  return { ...data, top: { days, ...(await readTop(deps, asked.guild.id, days)) } };
}

/** The lists of the most active members, by the names they have in the guild. */
async function readTop(deps: Dependencies, guildId: string, days: TopDays): Promise<Omit<TopData, 'days'>> {
  const { day, lists } = await listTopMembers(deps.db, { guildId }, days);
  const asked = { messages: lists.messages.slice(0, TOP_ASKED), voice: lists.voice.slice(0, TOP_ASKED) };
  const ids = [...new Set([...asked.messages, ...asked.voice].map(({ userId }) => userId))];
  const names = await nameMembers(deps, guildId, ids);
  if (names === null) return { day, lists: null };
  const named = (list: readonly TopMember[]) =>
    list
      .flatMap(({ userId, value }) => {
        const name = names.get(userId);
        return name === undefined ? [] : [{ userId, name, value }];
      })
      .slice(0, TOP_SHOWN);
  return { day, lists: { messages: named(asked.messages), voice: named(asked.voice) } };
}

/** What the page of joins and leaves shows. */
export async function readGrowthPage(deps: Dependencies, asked: Asked): Promise<GrowthData> {
  const [{ data }, membersGranted] = await Promise.all([
    readPeriodPage(deps, asked, { charts: ['joins', 'leaves'], filtered: false }),
    deps.reader.membersGranted(GRANT_AGE_MS).catch((error: unknown) => {
      if (isAppError(error) && error.code === 'discord_unavailable') return null;
      throw error;
    }),
  ]);
  return { ...data, membersGranted };
}

/** What the page of cohorts shows. */
export async function readRetentionPage(deps: Dependencies, asked: Asked): Promise<RetentionData> {
  const search = new URLSearchParams(asked.search);
  if (!search.has('days') && !search.has('from')) search.set('days', String(STANDARD_COHORT_DAYS));
  const { data } = await readPeriodPage(deps, { ...asked, search }, { charts: [], filtered: false });
  const cohorts = await listCohorts(deps.db, { guildId: asked.guild.id }, { ...data.period, today: data.today });
  return { ...data, cohorts };
}
