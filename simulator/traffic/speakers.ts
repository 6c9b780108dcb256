import { FIRST_PERSON } from '../world/people.ts';
import type { Random } from '../world/random.ts';
import { CHANNEL_TYPE, type Channel, type Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { guildShare } from './rhythm.ts';

/** How authors are spread over a guild: a few talk most, or everyone alike (benchmarks of many people). */
export type Authors = 'few' | 'all';

const REFRESH_MS = 60_000;
/** Share of what happens that comes from anybody at all, not from those who are often there. */
const LURKERS = 0.03;

/** How many of a guild's people are often there: nearly all of a small one, one in twenty of the largest. */
function activeMembers(guild: Guild): number {
  return Math.min(guild.seededMembers, 10 + guild.seededMembers ** 0.75);
}

/** Picks where something happens and who does it, in constant time. */
export class Speakers {
  private readonly world: World;
  private readonly random: Random;
  authors: Authors = 'few';
  private guilds: Guild[] = [];
  private shares = new Float64Array(0);
  private freshUntilMs = 0;
  private only: ReadonlySet<number> | null = null;
  private readonly places = new Map<number, { text: Channel[]; voice: Channel[] }>();

  constructor(world: World, random: Random) {
    this.world = world;
    this.random = random;
  }

  /** Traffic in these guilds only; null for all. */
  restrict(guilds: readonly Guild[] | null): void {
    this.only = guilds ? new Set(guilds.map((one) => one.index)) : null;
    this.freshUntilMs = 0;
  }

  /** Guilds or channels have changed. */
  refresh(guild: Guild | null): void {
    if (guild) this.places.delete(guild.index);
    else this.freshUntilMs = 0;
  }

  /** A guild where the bot sees something, by size and local hour; null where there is none. */
  guild(nowMs: number): Guild | null {
    if (nowMs >= this.freshUntilMs) this.weigh(nowMs);
    const { shares } = this;
    const at = this.random.next() * (shares[shares.length - 1] ?? 0);
    let low = 0;
    let high = shares.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shares[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return this.guilds[low] ?? null;
  }

  private weigh(nowMs: number): void {
    this.freshUntilMs = nowMs + REFRESH_MS;
    this.guilds = this.world.guilds.filter(
      (one) => one.botIn && !one.unavailable && (this.only === null || this.only.has(one.index)),
    );
    this.shares = new Float64Array(this.guilds.length);
    let sum = 0;
    this.guilds.forEach((guild, i) => {
      sum += guild.activity * guildShare(nowMs, guild.utcOffsetHours);
      this.shares[i] = sum;
    });
  }

  /** A channel for a message: the first ones of a guild get most. */
  textChannel(guild: Guild): Channel | null {
    const { text } = this.placesOf(guild);
    return text[Math.floor(this.random.next() ** 2 * text.length)] ?? null;
  }

  voiceChannels(guild: Guild): readonly Channel[] {
    return this.placesOf(guild).voice;
  }

  private placesOf(guild: Guild): { text: Channel[]; voice: Channel[] } {
    let places = this.places.get(guild.index);
    if (!places) {
      const seen = guild.channels.filter((one) => this.world.botPermissions(guild, one) !== 0n);
      const text = seen.filter((one) => one.type === CHANNEL_TYPE.text);
      const voice = seen.filter((one) => one.type === CHANNEL_TYPE.voice || one.type === CHANNEL_TYPE.stage);
      const threads = [...guild.threads.values()].filter(
        (one) => this.world.botPermissions(guild, one) !== 0n && one.type !== CHANNEL_TYPE.privateThread,
      );
      // Text in voice channels is a message like any other.
      places = { text: [...text, ...threads, ...voice.slice(0, 2)], voice };
      this.places.set(guild.index, places);
    }
    return places;
  }

  /** A human member of a guild. */
  person(guild: Guild): number {
    const { random } = this;
    if (guild.index < 3 && this.authors === 'few' && random.chance(0.02)) {
      const persona = [...guild.extraMembers].find(
        (one) => one < FIRST_PERSON && !this.world.people.isBot(one) && random.chance(0.5),
      );
      if (persona !== undefined) return persona;
    }
    for (let tries = 0; tries < 4; tries += 1) {
      const few = this.authors === 'few' && !random.chance(LURKERS);
      const u = random.next();
      const number = Math.floor(few ? u * u * activeMembers(guild) : u * guild.seededMembers);
      const index = this.world.seededMember(guild, number);
      if (guild.leftMembers.size === 0 || !guild.leftMembers.has(index)) return index;
    }
    return guild.ownerIndex;
  }
}
