import { listChannelRecords } from '#core/analytics/list-channel-records.server.ts';
import { listCohortRecords } from '#core/analytics/list-cohort-records.server.ts';
import { listCoverageRecords } from '#core/analytics/list-coverage-records.server.ts';
import { listDayRecords } from '#core/analytics/list-day-records.server.ts';
import {
  type PageWish,
  type RecordKind,
  type RecordPage,
  type Records,
  withoutUnseenMembers,
} from '#core/analytics/records.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { Dependencies } from './dependencies.server.ts';

/** How old Discord's word on what the bot may see may be. */
const GRANT_AGE_MS = 300_000;

export type RecordReaders = { [K in RecordKind]: (wish: PageWish) => Promise<RecordPage<Records[K]>> };

/** How each kind of record of a guild is read, page by page. The names of channels are asked for once, where they are needed. */
export function recordReaders(
  { counts, clock, reader }: Pick<Dependencies, 'counts' | 'clock' | 'reader'>,
  guild: { id: string; timeZone: string },
  period: Period,
): RecordReaders {
  const scope = { guildId: guild.id };
  let names: Promise<ReadonlyMap<string, string>> | undefined;
  const namesOfChannels = async () => {
    const known = await getGuildStructure({ reader, clock }, guild.id);
    return new Map((known ?? []).map(({ id, name }) => [id, name]));
  };
  return {
    async days(wish) {
      const page = await listDayRecords(counts, scope, period, wish);
      return (await seesMembers(reader)) ? page : { ...page, items: page.items.map(withoutUnseenMembers) };
    },
    async channels(wish) {
      names ??= namesOfChannels();
      return listChannelRecords(counts, scope, period, wish, await names);
    },
    retention: (wish) => listCohortRecords(counts, scope, period, wish),
    coverage: (wish) => listCoverageRecords(counts, { ...scope, timeZone: guild.timeZone }, period, wish, clock.now()),
  };
}

/** Whether Discord lets the bot see who joins and leaves; where it cannot be asked, what was counted is told as it is. */
async function seesMembers(reader: Dependencies['reader']): Promise<boolean> {
  try {
    return await reader.membersGranted(GRANT_AGE_MS);
  } catch (error) {
    if (isAppError(error) && error.code === 'discord_unavailable') return true;
    throw error;
  }
}
