import { listCohorts } from '#core/analytics/list-cohorts.server.ts';
import { listInviteSources } from '#core/analytics/list-invite-sources.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { GrowthData, PeriodData, RetentionData } from '../components/analytics/props.ts';
import type { Dependencies } from './dependencies.server.ts';
import { readPeriodPage } from './period-page.server.ts';

const GRANT_AGE_MS = 300_000;
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
    listCohorts(deps.db, scope, { ...data.period, today: data.today }),
    listInviteSources(deps.db, scope, { ...data.period, timeZone: data.timeZone, nowMs: deps.clock.now() }),
    getGuildStructure(deps, asked.guild.id),
  ]);
  const names = new Map((structure ?? []).map((one) => [one.id, one.name]));
  const named = sources.map((one) => ({ ...one, channelName: names.get(one.channelId ?? '') ?? null }));
  return { ...data, cohorts, invites: { ...invites, sources: named } };
}
