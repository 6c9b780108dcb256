import { z } from 'zod';
import { listCohorts } from '#core/analytics/list-cohorts.server.ts';
import { listInviteSources } from '#core/analytics/list-invite-sources.server.ts';
import { listTopMembers, type TopMember } from '#core/analytics/list-top-members.server.ts';
import { topDaysFor } from '#core/analytics/rules/top-members.ts';
import { isEntitled } from '#core/billing/list-entitled-guilds.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import { nameMembers } from '#core/guilds/name-members.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { GrowthData, PeriodData, RetentionData, TopData } from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';
import { readPeriodPage } from './period-page.server.ts';

const GRANT_AGE_MS = 300_000;
/** People named in a list, and how many are asked for, since some may have gone. */
const TOP_SHOWN = 10;
const TOP_ASKED = 15;
/** How long the page waits for names. */
const NAMES_MS = 2_000;
const topQuery = z.coerce.number().catch(28);
/** Cohorts take five weeks to mature, so fewer days than this would show none. */
const STANDARD_COHORT_DAYS = 90;

interface Asked {
  guild: OpenGuild;
  staff: boolean;
  search: URLSearchParams;
}

/** What the page of active members shows. */
export async function readMembersPage(deps: Dependencies, asked: Asked): Promise<PeriodData> {
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
  return data;
}

/** Who was most active, by the names they have in the guild. */
export async function readTopPage(deps: Dependencies, { guild, staff, search }: Asked): Promise<TopData> {
  const days = topDaysFor(topQuery.parse(search.get('days')));
  const { day, lists } = await listTopMembers(deps.counts, { guildId: guild.id }, days);
  // Alternating, so that the first of both lists have their names first.
  const ids = lists.messages.flatMap(({ userId }, index) => [userId, lists.voice[index]?.userId ?? userId]);
  const asked = new Set([...ids, ...lists.voice.map(({ userId }) => userId)]);
  const names = await nameMembers(deps, guild.id, [...asked].slice(0, 2 * TOP_ASKED), NAMES_MS);
  const named = (list: readonly TopMember[]) =>
    list
      .flatMap(({ userId, value }) => {
        const known = names.get(userId) ?? { state: 'gone' };
        return known.state === 'gone' ? [] : [{ userId, name: known.state === 'member' ? known.name : null, value }];
      })
      .slice(0, TOP_SHOWN);
  return {
    guild: { id: guild.id, name: guild.name },
    timeZone: guild.timeZone,
    premium: await isEntitled(deps, guild.id),
    staff,
    days,
    day,
    lists: { messages: named(lists.messages), voice: named(lists.voice) },
  };
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
  const scope = { guildId: asked.guild.id };
  const [cohorts, { sources, ...invites }, structure] = await Promise.all([
    listCohorts(deps.counts, scope, { ...data.period, today: data.today }),
    listInviteSources(deps.counts, scope, { ...data.period, timeZone: data.timeZone, nowMs: deps.clock.now() }),
    getGuildStructure(deps, asked.guild.id),
  ]);
  const names = new Map((structure ?? []).map((one) => [one.id, one.name]));
  const named = sources.map((one) => ({ ...one, channelName: names.get(one.channelId ?? '') ?? null }));
  return { ...data, cohorts, invites: { ...invites, sources: named } };
}
