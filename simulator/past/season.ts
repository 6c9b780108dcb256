import { guildShare } from '../traffic/rhythm.ts';
import { fraction } from '../world/random.ts';
import type { Guild } from '../world/types.ts';
import { DAY_MS, HOUR_MS } from './types.ts';

/** Saturday, in days since 1970 modulo 7: 1970-01-03 was one. */
const SATURDAY = 2;

/** How busy a guild's days and hours are: its rhythm, a slow growth, one event weekend, one weak week. */
export class Season {
  private readonly guild: Guild;
  private readonly seed: number;
  private readonly fromDay: number;
  private readonly days: number;
  /** First day of the event weekend, and of the weak week. */
  readonly eventDay: number;
  readonly weakDay: number;

  constructor(guild: Guild, seed: number, fromDay: number, toDay: number) {
    this.guild = guild;
    this.seed = seed;
    this.fromDay = fromDay;
    this.days = Math.max(1, toDay - fromDay);
    const near = toDay - 22 - (guild.index % 2) * 7;
    this.eventDay = near - ((near - SATURDAY) % 7);
    this.weakDay = toDay - 64 + (guild.index % 4) * 5;
  }

  isEvent(day: number): boolean {
    return day === this.eventDay || day === this.eventDay + 1;
  }

  isWeak(day: number): boolean {
    return day >= this.weakDay && day < this.weakDay + 7;
  }

  /** Against an average day of about 1. */
  activity(day: number): number {
    let rhythm = 0;
    for (let hour = 0; hour < 24; hour += 1) rhythm += this.share(day, hour);
    const growth = 0.82 + (0.3 * (day - this.fromDay)) / this.days;
    const chance = 0.9 + 0.2 * fraction(this.seed, day, this.guild.index + 7100);
    return (rhythm / 24) * growth * chance * (this.isEvent(day) ? 1.8 : 1) * (this.isWeak(day) ? 0.55 : 1);
  }

  /** How many people find their way here, against an average day of about 1. */
  arrivals(day: number): number {
    return this.activity(day) * (this.isEvent(day) ? 2.2 : 1);
  }

  /** Of one UTC hour of the day. */
  share(day: number, hour: number): number {
    return guildShare(day * DAY_MS + hour * HOUR_MS + HOUR_MS / 2, this.guild.utcOffsetHours);
  }

  /** Sums of the day's 24 shares, for drawing an hour by its busyness. */
  hours(day: number): Float64Array {
    const sums = new Float64Array(24);
    let sum = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      sum += this.share(day, hour);
      sums[hour] = sum;
    }
    return sums;
  }
}

/** The first place whose running sum is above u times the last. */
export function drawFrom(sums: Float64Array, u: number): number {
  const at = u * (sums[sums.length - 1] ?? 0);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
