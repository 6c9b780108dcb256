import { hash, Random } from '../world/random.ts';
import type { Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { type Cast, castOf, presence } from './cast.ts';
import { evening, QUIET_HOUR } from './evening.ts';
import { type JoinSource, sourcesOf, usesOf } from './join-sources.ts';
import { type Places, placesOf, textPlaces } from './places.ts';
import { Season } from './season.ts';
import { settle } from './settle.ts';
import { Stays } from './stays.ts';
import { talk } from './talk.ts';
import {
  DAY_MS,
  HOUR_MS,
  type Hole,
  type MembershipEvent,
  type PastCell,
  type PastDay,
  type Stay,
  type VoiceStretch,
} from './types.ts';

const MOST_POSTERS = 450;
const MOST_IN_VOICE = 70;
/** The guild whose bot was away for a while. */
const GUILD_WITH_HOLES = 0;

interface Life {
  season: Season;
  stays: Stays;
  places: Places;
  /** What people come by; null where the bot may not read invites. */
  sources: readonly JoinSource[] | null;
  holes: readonly Hole[];
  /** Made when something is first asked: the largest guild's takes a tenth of a second. */
  cast: Cast | null;
  /** The newest day that was made: the next one begins with its evening. */
  newest: { day: number; presence: Float64Array; stretches: VoiceStretch[] } | null;
}

/**
 * What happened in the world before the simulator was started: `days` whole UTC days and the part of the day before
 * `beganMs`. Any day of any guild can be asked for at any time and is made on the spot, always the same for the same
 * seed and the same instant.
 */
export class Past {
  readonly fromMs: number;
  readonly toMs: number;
  /** First and last day, in days since 1970. The last one may be empty. */
  readonly fromDay: number;
  readonly toDay: number;
  private readonly world: World;
  private readonly seed: number;
  /** Null for guilds that the bot does not see. */
  private readonly lives: readonly (Life | null)[];

  constructor(world: World, options: { seed: number; beganMs: number; days: number }) {
    this.world = world;
    this.seed = options.seed;
    this.toMs = options.beganMs;
    this.toDay = Math.floor(options.beganMs / DAY_MS);
    this.fromDay = this.toDay - options.days;
    this.fromMs = options.days > 0 ? this.fromDay * DAY_MS : this.toMs;
    // Channels and rights change once the world lives: the past keeps those it began with.
    this.lives = options.days > 0 ? world.guilds.map((guild) => (guild.botIn ? this.lifeOf(guild) : null)) : [];
  }

  /** When a member of the seed joined for the last time; null where the past does not say. */
  joinedMs(guild: Guild, number: number): number | null {
    const stays = this.lives[guild.index]?.stays;
    return stays && number >= 0 ? (stays.of(number).at(-1)?.joinedMs ?? null) : null;
  }

  /** When seeded member `number`, or one of those after them who left, was a member. */
  staysOf(guild: Guild, number: number): readonly Stay[] {
    const stays = this.lives[guild.index]?.stays;
    return stays && number < guild.seededMembers + stays.departed ? stays.of(number) : [];
  }

  /** The channel a thread of the past belongs to; null for every other id. */
  parentOf(guild: Guild, channelId: string): string | null {
    return this.lives[guild.index]?.places.threads.find((one) => one.threadId === channelId)?.parentId ?? null;
  }

  /** Invites of the world begin with the uses that the past made of them, where it tells what people came by. */
  leaveUses(): void {
    for (const [index, life] of this.lives.entries()) {
      const guild = this.world.guildAt(index);
      if (!life?.sources) continue;
      for (const { code, uses } of usesOf(life.sources, this.castOf(life, guild).events, this.toMs)) {
        const used = guild.vanity?.code === code ? guild.vanity : guild.invites.get(code);
        if (used) used.uses = uses;
      }
    }
  }

  /** Who joined and left from the first day to the last, oldest first. */
  memberships(guild: Guild): readonly MembershipEvent[] {
    const life = this.lives[guild.index];
    return life ? this.castOf(life, guild).events : [];
  }

  /** One UTC day of one guild. Empty where the day is not in the past, or the bot was not in the guild. */
  day(guild: Guild, day: number): PastDay {
    const life = this.lives[guild.index];
    const startMs = day * DAY_MS;
    const endMs = Math.min(startMs + DAY_MS, this.toMs);
    if (!life) return emptyDay(guild, day);
    const cast = this.castOf(life, guild);
    const invites = life.sources && usesOf(life.sources, cast.events, endMs);
    if (startMs < this.fromMs || startMs >= this.toMs) return { ...emptyDay(guild, day), invites };
    const isOn = (ms: number) => ms >= startMs && ms < endMs;
    const { places, holes } = life;
    const before = this.evening(life, cast, guild, day - 1).stretches;
    const today = this.evening(life, cast, guild, day);
    const stretches = [...before, ...today.stretches]
      .map((one) => ({ ...one, fromMs: Math.max(one.fromMs, startMs), toMs: Math.min(one.toMs, endMs) }))
      .filter((one) => one.fromMs < one.toMs);
    const random = new Random(hash(hash(this.seed, guild.index, 7004), day));
    return {
      guildId: guild.id,
      day,
      threads: places.threads.filter((one) => isOn(one.openedMs)),
      holes: holes.filter((one) => isOn(one.fromMs)),
      memberships: cast.events.filter((one) => isOn(one.atMs)),
      invites,
      stretches,
      cells: this.cells(life, cast, guild, day, random, stretches, today.presence),
      uncounted: this.uncounted(life, guild, day, random),
    };
  }

  private lifeOf(guild: Guild): Life {
    const { fromDay, toDay, seed } = this;
    const season = new Season(guild, seed, fromDay, toDay);
    return {
      season,
      stays: new Stays(guild, this.world.people.size, seed, season, this.fromMs, this.toMs),
      places: placesOf(this.world, guild, seed, fromDay, toDay),
      sources: sourcesOf(this.world, guild),
      holes: guild.index === GUILD_WITH_HOLES ? holesOf(fromDay, toDay) : [],
      cast: null,
      newest: null,
    };
  }

  private castOf(life: Life, guild: Guild): Cast {
    life.cast ??= castOf(this.world, guild, life.stays, life.sources, this.seed);
    return life.cast;
  }

  /** The voice of the 24 hours that begin with the quiet hour of the guild's local day. */
  private evening(life: Life, cast: Cast, guild: Guild, day: number): NonNullable<Life['newest']> {
    if (life.newest?.day === day) return life.newest;
    const fromMs = day * DAY_MS + ((QUIET_HOUR - guild.utcOffsetHours + 24) % 24) * HOUR_MS;
    const hours = new Float64Array(24);
    let sum = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      const at = Math.floor(fromMs / HOUR_MS) + hour;
      sum += life.season.share(Math.floor(at / 24), at % 24) ** 2;
      hours[hour] = sum;
    }
    const members = guild.seededMembers;
    const likely = Float64Array.from(cast.actors, (actor) => presence(actor, day));
    const stretches = evening(new Random(hash(hash(this.seed, guild.index, 7005), day)), cast, {
      fromMs,
      presence: likely,
      people: Math.max(2, Math.min(MOST_IN_VOICE, 0.14 * (10 + members ** 0.75))),
      activity: life.season.activity(day),
      hours,
      rooms: life.places.voice,
      afk: life.places.afk,
      botId: guild.bots[0] === undefined ? null : this.world.people.idOf(guild.bots[0]),
    }).filter((one) => one.fromMs >= this.fromMs);
    life.newest = { day, presence: likely, stretches };
    return life.newest;
  }

  private cells(
    life: Life,
    cast: Cast,
    guild: Guild,
    day: number,
    random: Random,
    stretches: readonly VoiceStretch[],
    likely: Float64Array,
  ): PastCell[] {
    const cells = new Map<string, PastCell>();
    const cell = (channelId: string, userId: string, hour: number): PastCell => {
      const key = `${channelId}/${userId}/${hour}`;
      let found = cells.get(key);
      if (!found) {
        found = {
          channelId,
          userId,
          hour,
          messages: 0,
          uncertainMessages: 0,
          activeMs: 0,
          mutedMs: 0,
          deafenedMs: 0,
          aloneMs: 0,
        };
        cells.set(key, found);
      }
      return found;
    };
    const members = guild.seededMembers;
    const of = {
      day,
      toMs: this.toMs,
      posters: Math.min(MOST_POSTERS, 0.5 * Math.min(members, 10 + members ** 0.75)),
      activity: life.season.activity(day),
      hours: life.season.hours(day),
      places: textPlaces(life.places, day),
      presence: likely,
    };
    const all = life.holes.filter((one) => one.kind === 'all');
    talk(random, cast, of, (channelId, userId, hour, messages) => {
      const one = cell(channelId, userId, hour);
      const missed = Math.round(messages * hiddenShare(all, hour));
      one.messages += messages - missed;
      one.uncertainMessages += missed;
    });
    settle(stretches, life.holes, (channelId, userId, hour, part, ms) => {
      cell(channelId, userId, hour)[part] += ms;
    });
    return [...cells.values()].sort((a, b) => a.hour - b.hour);
  }

  private uncounted(life: Life, guild: Guild, day: number, random: Random): PastDay['uncounted'] {
    const authors = [...guild.bots.map((one) => this.world.people.idOf(one)), ...guild.webhooks.map((one) => one.id)];
    const channelId = life.places.text[0];
    if (channelId === undefined) return [];
    return authors
      .map((userId) => ({ channelId, userId, hour: day * 24 + random.below(24), messages: 1 + random.below(40) }))
      .filter((one) => (one.hour + 1) * HOUR_MS <= this.toMs);
  }
}

function emptyDay(guild: Guild, day: number): PastDay {
  return {
    guildId: guild.id,
    day,
    threads: [],
    holes: [],
    memberships: [],
    invites: null,
    stretches: [],
    cells: [],
    uncounted: [],
  };
}

/** A hole that nothing could heal any more, and one whose messages were healed while its voice stays unknown. */
function holesOf(fromDay: number, toDay: number): Hole[] {
  const at = (daysAgo: number, hour: number, minutes: number) => {
    const fromMs = (toDay - daysAgo) * DAY_MS + hour * HOUR_MS + 17 * 60_000;
    return { fromMs, toMs: fromMs + minutes * 60_000, reason: 'session-lost' };
  };
  const holes: Hole[] = [
    { kind: 'all', ...at(40, 17, 95) },
    { kind: 'voice', ...at(9, 18, 50) },
  ];
  return holes.filter((one) => one.fromMs >= fromDay * DAY_MS);
}

function hiddenShare(holes: readonly Hole[], hour: number): number {
  let ms = 0;
  for (const hole of holes)
    ms += Math.max(0, Math.min(hole.toMs, (hour + 1) * HOUR_MS) - Math.max(hole.fromMs, hour * HOUR_MS));
  return ms / HOUR_MS;
}
