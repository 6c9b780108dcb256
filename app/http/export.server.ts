import { getRecordedDays } from '#core/analytics/get-recorded-days.server.ts';
import { listDays } from '#core/analytics/list-days.server.ts';
import { readRecordRange } from '#core/analytics/record-range.ts';
import { RECORDS_SCHEMA } from '#core/analytics/records.ts';
import { localToday } from '#core/analytics/rules/local-today.ts';
import { dateOfDay, offeredDays, type Period } from '#core/analytics/rules/period.ts';
import { getEntitlement } from '#core/billing/list-entitled-guilds.server.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { listTokens } from '#core/guilds/list-tokens.server.ts';
import type { Days, ExportData } from '../components/export/props.ts';
import type { Dependencies } from './dependencies.server.ts';

const datesOf = ({ fromDay, toDay }: Period): Days => ({ from: dateOfDay(fromDay), to: dateOfDay(toDay) });

/** What stands on a guild's export page. */
export async function readExport(
  deps: Dependencies,
  guild: OpenGuild,
  search: URLSearchParams,
): Promise<Omit<ExportData, 'guild' | 'revoked'>> {
  const scope = { guildId: guild.id };
  const [recorded, entitlement, tokens] = await Promise.all([
    getRecordedDays(deps.counts, scope),
    getEntitlement(deps, guild.id),
    listTokens(deps, scope),
  ]);
  const period = readRecordRange(search, recorded, localToday(deps.clock.now(), guild.timeZone));
  const within = recorded && {
    fromDay: Math.max(period.fromDay, recorded.fromDay),
    toDay: Math.min(period.toDay, recorded.toDay),
  };
  const days = within ? await listDays(deps.counts, scope, within) : [];
  return {
    schema: RECORDS_SCHEMA,
    chosen: datesOf(period),
    count: period.toDay - period.fromDay + 1,
    known: days.filter(({ observed }) => observed.messages === 1 && observed.voice === 1).length,
    recorded: recorded && datesOf(recorded),
    presets: recorded
      ? offeredDays
          .filter((days) => recorded.toDay - recorded.fromDay >= days)
          .map((days) => ({ days, ...datesOf({ fromDay: recorded.toDay - days + 1, toDay: recorded.toDay }) }))
      : [],
    entitlement: entitlement.state,
    deletesAtMs: entitlement.state === 'grace' ? entitlement.deletesAtMs : null,
    tokens,
  };
}
