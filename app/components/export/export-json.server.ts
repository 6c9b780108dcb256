import { RECORDS_SCHEMA, type RecordKind, recordKinds } from '#core/analytics/records.ts';
import type { ColumnDefinition } from './definitions.server.ts';

export interface JsonHead {
  guild: { id: string; name: string };
  timeZone: string;
  /** YYYY-MM-DD, both included. */
  from: string;
  to: string;
  madeAt: Date;
  definitions: readonly ColumnDefinition[];
}

/** All records in one JSON document, written line by line: what it is, what its fields mean, and each kind in an array. */
export async function* exportJson(
  head: JsonHead,
  pagesOf: (kind: RecordKind) => AsyncIterable<readonly object[]>,
): AsyncGenerator<string> {
  const { guild, timeZone, from, to, madeAt, definitions } = head;
  const meanings = Object.fromEntries(
    recordKinds.map((kind) => [
      kind,
      Object.fromEntries(
        definitions.filter((one) => one.kind === kind).map(({ column, definition }) => [column, definition]),
      ),
    ]),
  );
  const about = {
    schema: RECORDS_SCHEMA,
    guild: { id: guild.id, name: guild.name, time_zone: timeZone },
    from,
    to,
    made_at: madeAt.toISOString(),
    definitions: meanings,
  };
  yield `${JSON.stringify(about, null, 1).slice(0, -2)},\n`;
  for (const [at, kind] of recordKinds.entries()) {
    yield ` ${JSON.stringify(kind)}: [`;
    let separator = '\n';
    for await (const records of pagesOf(kind)) {
      if (records.length === 0) continue;
      yield separator + records.map((record) => `  ${JSON.stringify(record)}`).join(',\n');
      separator = ',\n';
    }
    yield `\n ]${at === recordKinds.length - 1 ? '' : ','}\n`;
  }
  yield '}\n';
}
