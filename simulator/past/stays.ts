import { fraction, hash, Random } from '../world/random.ts';
import { snowflakeMs } from '../world/snowflake.ts';
import type { Guild } from '../world/types.ts';
import { drawFrom, type Season } from './season.ts';
import { DAY_MS, HOUR_MS, type Stay } from './types.ts';

/** Those who manage a guild have always been there. */
const FOUNDERS = 4;
const MOST_NEWCOMERS = 9000;
const MOST_RETURNERS = 800;

/**
 * Who was a member when, by number: 0 to seededMembers - 1 are members when the world begins, the `departed` numbers
 * after them were members and are not. Each number's stays follow from seed, guild and number alone.
 */
export class Stays {
  /** Numbers of people who have been members and left. */
  readonly departed: number;
  private readonly guild: Guild;
  private readonly key: number;
  /** Joins from here on are events; earlier ones are only dates. */
  readonly fromMs: number;
  private readonly toMs: number;
  private readonly newcomerShare: number;
  private readonly returnerShare: number;
  private readonly season: Season;
  private readonly arrivals: Float64Array;
  private readonly fromDay: number;

  constructor(guild: Guild, people: number, seed: number, season: Season, fromMs: number, toMs: number) {
    this.guild = guild;
    this.key = hash(seed, guild.index, 7001);
    this.season = season;
    this.fromMs = fromMs;
    this.toMs = toMs;
    const { seededMembers } = guild;
    const newcomers = Math.min(0.3 * seededMembers, MOST_NEWCOMERS);
    this.newcomerShare = newcomers / Math.max(1, seededMembers);
    this.returnerShare = Math.min(0.02, MOST_RETURNERS / Math.max(1, seededMembers));
    this.departed = Math.min(Math.floor(0.8 * newcomers), Math.max(0, people - seededMembers));
    this.fromDay = Math.floor(fromMs / DAY_MS);
    const days = Math.ceil(toMs / DAY_MS) - this.fromDay;
    this.arrivals = new Float64Array(days);
    let sum = 0;
    for (let day = 0; day < days; day += 1) {
      sum += season.arrivals(this.fromDay + day);
      this.arrivals[day] = sum;
    }
  }

  /** Whether this number came, went or returned within the past: everybody else was there all the time. */
  hasEvents(number: number): boolean {
    return this.kind(number) !== 'old';
  }

  /** In order, none touching another. */
  of(number: number): Stay[] {
    const kind = this.kind(number);
    const longAgo = this.longAgo(number);
    if (kind === 'old') return [{ joinedMs: longAgo, leftMs: null }];
    const random = new Random(hash(this.key, number, 2));
    if (kind === 'departed') return this.departedStays(random, longAgo);
    if (kind === 'returner') {
      const leftMs = this.instant(random, this.fromMs, this.toMs - 2 * HOUR_MS);
      return [
        { joinedMs: longAgo, leftMs },
        { joinedMs: this.after(random, leftMs), leftMs: null },
      ];
    }
    const joinedMs = this.arrival(random);
    if (!random.chance(0.12)) return [{ joinedMs, leftMs: null }];
    // Not the first time: an earlier stay ended before this one.
    const leftMs = joinedMs - Math.floor((0.1 + 45 * random.next() ** 2) * DAY_MS);
    const earlierMs = leftMs - Math.floor((0.05 + 20 * random.next() ** 2) * DAY_MS);
    if (leftMs <= this.fromMs) return [{ joinedMs, leftMs: null }];
    return [
      { joinedMs: earlierMs > this.fromMs ? earlierMs : longAgo, leftMs },
      { joinedMs, leftMs: null },
    ];
  }

  private departedStays(random: Random, longAgo: number): Stay[] {
    if (random.chance(0.25))
      return [{ joinedMs: longAgo, leftMs: this.instant(random, this.fromMs + HOUR_MS, this.toMs) }];
    const joinedMs = this.arrival(random);
    const leftMs = this.end(random, joinedMs);
    const stays = [{ joinedMs, leftMs }];
    if (random.chance(0.1) && this.toMs - leftMs > 4 * HOUR_MS) {
      const again = this.after(random, leftMs);
      stays.push({ joinedMs: again, leftMs: this.end(random, again) });
    }
    return stays;
  }

  private kind(number: number): 'old' | 'newcomer' | 'returner' | 'departed' {
    if (number >= this.guild.seededMembers) return 'departed';
    if (number < FOUNDERS) return 'old';
    const u = fraction(this.key, number, 1);
    if (u < this.newcomerShare) return 'newcomer';
    return u > 1 - this.returnerShare ? 'returner' : 'old';
  }

  /** A joining before the past: between the guild's first day and the past's. */
  private longAgo(number: number): number {
    const createdMs = Math.min(snowflakeMs(this.guild.id), this.fromMs - 2 * DAY_MS);
    return createdMs + Math.floor(fraction(this.key, number, 3) * (this.fromMs - HOUR_MS - createdMs));
  }

  private arrival(random: Random): number {
    const day = this.fromDay + drawFrom(this.arrivals, random.next());
    const hour = drawFrom(this.season.hours(day), random.next());
    const ms = day * DAY_MS + hour * HOUR_MS + random.below(HOUR_MS);
    return ms < this.toMs - HOUR_MS ? ms : this.instant(random, this.fromMs, this.toMs - HOUR_MS);
  }

  /** How long a stay of somebody who did not stay was. */
  private end(random: Random, joinedMs: number): number {
    const dice = random.next();
    const u = random.next();
    const days = dice < 0.3 ? 0.02 + 0.96 * u : dice < 0.6 ? 1 + 6.9 * u : dice < 0.82 ? 8 + 22 * u : 30.1 + 60 * u;
    const leftMs = joinedMs + Math.floor(days * DAY_MS);
    return leftMs < this.toMs ? leftMs : this.instant(random, joinedMs + 1000, this.toMs);
  }

  private after(random: Random, leftMs: number): number {
    const joinedMs = leftMs + Math.floor((0.02 + 40 * random.next() ** 2) * DAY_MS);
    return joinedMs < this.toMs - HOUR_MS ? joinedMs : this.instant(random, leftMs + 1000, this.toMs - 1000);
  }

  private instant(random: Random, fromMs: number, toMs: number): number {
    return fromMs + Math.floor(random.next() * (toMs - fromMs));
  }
}

/** Whether somebody was a member at any instant of a span. */
export function wasMember(stays: readonly Stay[], fromMs: number, toMs: number): boolean {
  return stays.some((stay) => stay.joinedMs < toMs && (stay.leftMs ?? Number.POSITIVE_INFINITY) > fromMs);
}
