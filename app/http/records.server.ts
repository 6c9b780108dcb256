import { listChannelRecords } from '#core/analytics/list-channel-records.server.ts';
import { listCohortRecords } from '#core/analytics/list-cohort-records.server.ts';
import { listCoverageRecords } from '#core/analytics/list-coverage-records.server.ts';
import { listDayRecords } from '#core/analytics/list-day-records.server.ts';
import type { PageWish, RecordKind, RecordPage, Records } from '#core/analytics/records.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import { getGuildStructure } from '#core/guilds/get-guild-structure.server.ts';
import type { Dependencies } from './dependencies.server.ts';

export type RecordReaders = { [K in RecordKind]: (wish: PageWish) => Promise<RecordPage<Records[K]>> };

/** How each kind of record of a guild is read, page by page. The names of channels are asked for once, where they are needed. */
export function recordReaders(
  { db, clock, reader }: Pick<Dependencies, 'db' | 'clock' | 'reader'>,
  guild: { id: string; timeZone: string },
  period: Period,
): RecordReaders {
  const scope = { guildId: guild.id };
  let names: Promise<ReadonlyMap<string, string>> | undefined;
  const namesOfChannels = async () => {
    const known = await getGuildStructure({ reader }, guild.id);
    return new Map((known ?? []).map(({ id, name }) => [id, name]));
  };
  return {
    days: (wish) => listDayRecords(db, scope, period, wish),
    async channels(wish) {
      names ??= namesOfChannels();
      return listChannelRecords(db, scope, period, wish, await names);
    },
    retention: (wish) => listCohortRecords(db, scope, period, wish),
    coverage: (wish) => listCoverageRecords(db, { ...scope, timeZone: guild.timeZone }, period, wish, clock.now()),
  };
}
