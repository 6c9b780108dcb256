import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/**
 * The files that Discord's Server Insights export, by the columns that are theirs. Beside these each has
 * `interval_start_timestamp`, and most have `day_pt` with the same instant. Source: files exported from Server Settings,
 * Insights; their first line is not documented.
 */
const formats = {
  messages: { columns: ['messages', 'messages_per_communicator'] },
  communicators: { columns: ['visitors', 'pct_communicated'] },
  voice: { columns: ['speaking_minutes'] },
  activation: { columns: ['new_members', 'pct_communicated', 'pct_opened_channels'] },
  retention: { columns: ['new_members', 'pct_retained'] },
  joins: { columns: ['discovery_joins', 'invites', 'vanity_joins'], also: ['other_joins', 'total_joins'] },
  leavers: { columns: ['leavers'], part: 'days_in_guild' },
  membership: { columns: ['total_membership'] },
} as const satisfies Record<string, { columns: readonly string[]; also?: readonly string[]; part?: string }>;

export type InsightsKind = keyof typeof formats;
export const insightsKinds = [
  'messages',
  'communicators',
  'voice',
  'activation',
  'retention',
  'joins',
  'leavers',
  'membership',
] as const satisfies readonly InsightsKind[];

export type InsightsInterval = 'day' | 'week' | 'month';

const TIME = 'interval_start_timestamp';
const SAME_TIME = 'day_pt';

/** A line of such a file: of an interval, or of one part of its members. */
export const insightsRowSchema = z.object({
  /** The interval's first day, as Discord writes it. */
  date: z.iso.date(),
  /** How long those it is about had been members, in Discord's words; null where it is about all. */
  part: z.string().max(60).nullable(),
  values: z.record(z.string(), z.number().nullable()),
});
export type InsightsRow = z.infer<typeof insightsRowSchema>;

/** Why a file is not taken. */
export type InsightsRefusal =
  | { why: 'too_large' | 'not_csv' | 'no_rows' | 'interval' }
  | { why: 'columns'; found: string }
  | { why: 'value'; line: number; column: string }
  | { why: 'twice'; line: number };

export type InsightsFile =
  | { kind: InsightsKind; interval: InsightsInterval; rows: InsightsRow[] }
  | { refused: InsightsRefusal };

/** Discord exports 120 days; this is years of days. */
export const MOST_INSIGHTS_BYTES = 250_000;
const MOST_ROWS = 5_000;
const DAY_MS = 86_400_000;

/** Reads a file as Discord exports it, and refuses any other. */
export function readInsightsFile(text: string): InsightsFile {
  let lines: string[][];
  try {
    lines = parse(text, { bom: true, trim: true, skip_empty_lines: true, to: MOST_ROWS + 2 });
  } catch {
    return { refused: { why: 'not_csv' } };
  }
  const [head = [], ...body] = lines;
  const kind = insightsKinds.find((one) => fits(head, one));
  if (kind === undefined) return { refused: { why: 'columns', found: head.join(', ').slice(0, 200) } };
  if (body.length === 0) return { refused: { why: 'no_rows' } };
  if (body.length > MOST_ROWS) return { refused: { why: 'too_large' } };
  const rows: InsightsRow[] = [];
  const seen = new Set<string>();
  for (const [at, cells] of body.entries()) {
    const line = at + 2;
    const row = rowOf(kind, head, cells);
    if ('column' in row) return { refused: { why: 'value', line, column: row.column } };
    const key = `${row.date} ${row.part ?? ''}`;
    if (seen.has(key)) return { refused: { why: 'twice', line } };
    seen.add(key);
    rows.push(row);
  }
  rows.sort((a, b) => a.date.localeCompare(b.date));
  const interval = intervalOf(rows);
  return interval === null ? { refused: { why: 'interval' } } : { kind, interval, rows };
}

function fits(head: readonly string[], kind: InsightsKind): boolean {
  const format: { columns: readonly string[]; also?: readonly string[]; part?: string } = formats[kind];
  const needed = [TIME, ...format.columns, ...(format.part ? [format.part] : [])];
  const allowed = new Set([...needed, SAME_TIME, ...(format.also ?? [])]);
  return needed.every((name) => head.includes(name)) && head.every((name) => allowed.has(name));
}

function rowOf(
  kind: InsightsKind,
  head: readonly string[],
  cells: readonly string[],
): InsightsRow | { column: string } {
  const format: { columns: readonly string[]; also?: readonly string[]; part?: string } = formats[kind];
  const cellOf = (name: string) => cells[head.indexOf(name)] ?? '';
  const date = z.iso.date().safeParse(cellOf(TIME).slice(0, 10));
  if (!date.success || !Number.isFinite(Date.parse(cellOf(TIME)))) return { column: TIME };
  const part = format.part ? cellOf(format.part).slice(0, 60) : null;
  const values: InsightsRow['values'] = {};
  for (const name of [...format.columns, ...(format.also ?? [])].filter((one) => head.includes(one))) {
    const text = cellOf(name);
    if (text !== '' && !/^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return { column: name };
    values[name] = text === '' ? null : Number(text);
  }
  return { date: date.data, part, values };
}

/** By the least distance of two lines; null where there is but one, or it is none of Discord's. */
function intervalOf(rows: readonly InsightsRow[]): InsightsInterval | null {
  const days = [...new Set(rows.map((row) => Date.parse(row.date) / DAY_MS))];
  const steps = days.slice(1).map((day, at) => day - (days[at] ?? day));
  const least = Math.min(...steps);
  if (least === 1) return 'day';
  if (least === 7) return 'week';
  return least >= 28 && least <= 31 ? 'month' : null;
}
