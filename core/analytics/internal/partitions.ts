const DAY_MS = 86_400_000;

/** Tables whose rows name a person, cut into partitions by UTC day. */
export const hourTables = ['message_hour', 'voice_hour'] as const;
export const packTables = ['message_pack', 'voice_pack'] as const;
/** Who did something on a day: made from the others, and gone with them. */
export const peopleTable = 'person_day';
export type PartitionedTable = (typeof hourTables | typeof packTables)[number] | typeof peopleTable;

/** Name of a partition, such as message_hour_20261121; `day` counts days since 1970. */
export function partitionOf(table: PartitionedTable, day: number): string {
  return `${table}_${new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** Days since 1970 of a partition; a name of another form is of no day. */
export function dayOfPartition(name: string): number | null {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
  return year ? Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS : null;
}
