import type { HeldRow } from '#core/privacy/read-held.server.ts';
import type { HeldCell } from '../components/privacy/held-props.ts';

const HOUR_MS = 3_600_000;
const durations = new Set(['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms']);
const hours = new Set(['hours', 'from_hour', 'to_hour']);
const days = new Set(['day', 'from_day']);
const channels = new Set(['channel_id', 'channel_ids']);

/** What a value is, by the name of its column and what stands beside it. `nameOf` knows the names of guilds. */
export function describeCell(row: HeldRow, column: string, nameOf: (guildId: string) => string | null): HeldCell {
  const value = row[column];
  if (value === null || value === undefined || value === '') return { is: 'none' };
  if (value instanceof Date) return { is: 'moment', ms: value.getTime() };
  if (typeof value === 'boolean') return { is: value ? 'yes' : 'no' };
  if (column === 'guild_id') {
    const id = String(value) === '0' ? null : String(value);
    return { is: 'guild', id, name: id === null ? null : nameOf(id) };
  }
  if (channels.has(column)) return { is: 'channel', id: String(value), guildId: String(row.guild_id) };
  if (durations.has(column)) return { is: 'duration', ms: Number(value) };
  if (hours.has(column)) return { is: 'moment', ms: Number(value) * HOUR_MS };
  if (days.has(column)) return { is: 'day', day: Number(value) };
  if (column.endsWith('_ms')) return { is: 'moment', ms: Number(value) };
  if (column === 'amounts' && row.measure === 'voice') return { is: 'duration', ms: Number(value) };
  if (column === 'amount' && typeof row.currency === 'string')
    return { is: 'money', amount: Number(value), currency: row.currency };
  if (isCounts(value)) return { is: 'counts', ...value };
  if (Buffer.isBuffer(value)) return { is: 'code', text: value.toString('hex') };
  if (typeof value === 'object') return { is: 'code', text: JSON.stringify(value) };
  const text = String(value);
  if (/^\d{1,14}$/.test(text) && !/(^|_)id$/.test(column)) return { is: 'count', value: Number(text) };
  return { is: /\s/.test(text) ? 'words' : 'code', text };
}

function isCounts(value: unknown): value is { messages: number; voiceMs: number } {
  return typeof value === 'object' && value !== null && 'messages' in value && 'voiceMs' in value;
}

/** The instant that a row is about, in milliseconds since 1970; 0 where it has none. */
export function instantOf(cells: readonly HeldCell[]): number {
  for (const cell of cells) {
    if (cell.is === 'moment') return cell.ms;
    if (cell.is === 'day') return cell.day * 24 * HOUR_MS;
  }
  return 0;
}
