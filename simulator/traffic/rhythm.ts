const HOUR_MS = 3_600_000;

/** How busy each local hour is, 0 to 23, against an average of about 1. */
const DAY: readonly number[] = [
  0.55, 0.35, 0.22, 0.16, 0.14, 0.18, 0.3, 0.5, 0.65, 0.75, 0.85, 0.95, 1.05, 1.05, 1.05, 1.15, 1.3, 1.45, 1.6, 1.75,
  1.9, 1.85, 1.5, 0.95,
];

/** How busy each local day is, Sunday first. */
const WEEK: readonly number[] = [1.2, 0.88, 0.88, 0.92, 0.95, 1.1, 1.25];

/** A guild's factor at an instant: the hour and the day where its people live. */
export function guildShare(nowMs: number, utcOffsetHours: number): number {
  const local = new Date(nowMs + utcOffsetHours * HOUR_MS);
  const hour = local.getUTCHours();
  const here = DAY[hour] ?? 1;
  const next = DAY[(hour + 1) % 24] ?? 1;
  const part = local.getUTCMinutes() / 60;
  return (here * (1 - part) + next * part) * (WEEK[local.getUTCDay()] ?? 1);
}
