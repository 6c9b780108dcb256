const DAY_MS = 86_400_000;

/** Tables whose rows name people, cut into partitions by UTC day, and what they count of a cell. */
export const packs = [
  { table: 'message_pack', counts: ['messages'] },
  { table: 'voice_pack', counts: ['active_ms', 'muted_ms', 'deafened_ms', 'alone_ms'] },
] as const;
/** Cells of a row at most: as many as fit into arrays of 64 KB. */
export const ROW_CELLS = 8_000;
/** Who did something on a day: made from the others, and gone with them. */
export const peopleTable = 'person_day';

export type Pack = (typeof packs)[number];

/** Name of a partition, such as message_pack_20261121; `day` counts days since 1970. */
export function partitionOf(table: Pack['table'], day: number): string {
  return `${table}_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** Days since 1970 of a partition; a name of another form is of no day. */
export function dayOfPartition(name: string): number | null {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
  return year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS : null;
}
