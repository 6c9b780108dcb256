import { getRecordedDays } from '#core/analytics/get-recorded-days.server.ts';
import { readRecordRange } from '#core/analytics/record-range.ts';
import { allPages, type RecordKind, recordKinds } from '#core/analytics/records.ts';
import { localToday } from '#core/analytics/rules/local-today.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { definitionsOf } from '../components/export/definitions.server.ts';
import { definitionsCsv, recordsCsv } from '../components/export/export-csv.server.ts';
import { exportJson } from '../components/export/export-json.server.ts';
import type { ExportFile } from '../components/export/files.ts';
import type { Dependencies } from './dependencies.server.ts';
import { recordReaders } from './records.server.ts';
import { streamText } from './stream.server.ts';

/** Records that are in memory at a time, about 400 bytes each. */
const AT_ONCE = 1_000;

/** One file of a guild's export, sent while it is read. */
export async function exportFile(
  deps: Dependencies,
  guild: OpenGuild,
  { file, search, locale, log }: { file: ExportFile; search: URLSearchParams; locale: Locale; log: Logger },
): Promise<Response> {
  const recorded = await getRecordedDays(deps.counts, { guildId: guild.id });
  const period = readRecordRange(search, recorded, localToday(deps.clock.now(), guild.timeZone));
  const [from, to] = [dateOfDay(period.fromDay), dateOfDay(period.toDay)];
  const readers = recordReaders(deps, guild, period);
  const pagesOf = (kind: RecordKind) =>
    allPages<Record<string, string | number | null>>((after) => readers[kind]({ after, limit: AT_ONCE }));
  const [name, ending] = file.split('.');
  const kind = recordKinds.find((one) => one === name);
  const headers = {
    'content-type': ending === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${
      name === 'definitions' ? `definitions.csv` : `${name}-${guild.id}-${from}-${to}.${ending}`
    }"`,
  };
  if (kind) return new Response(await streamText(recordsCsv(kind, pagesOf(kind)), log), { headers });
  const definitions = definitionsOf(locale);
  if (name === 'definitions') return new Response(definitionsCsv(definitions), { headers });
  const head = { guild, timeZone: guild.timeZone, from, to, madeAt: new Date(deps.clock.now()), definitions };
  return new Response(await streamText(exportJson(head, pagesOf), log), { headers });
}
