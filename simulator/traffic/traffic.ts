import { MESSAGE_KIND, type MessageLog } from '../ledger/message-log.ts';
import type { Clock } from '../simulator.ts';
import { TEXT_CHANNELS, THREAD_NAMES } from '../world/names.ts';
import type { Random } from '../world/random.ts';
import { CHANNEL_TYPE, type Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Happenings } from './happenings.ts';
import { Speakers } from './speakers.ts';
import type { Structure } from './structure.ts';
import { liveVoice } from './voice-life.ts';

export interface TrafficSettings {
  /** Average over all guilds; 0 stops it. The rhythm of day and week moves it between guilds, not in sum. */
  eventsPerSecond: number;
  /** Share of events that are voice states, 0 to 1. */
  voiceShare: number;
  /** Share of events that are joins, leaves, threads, edits and deletions. */
  otherShare: number;
  /** Share of messages that bots, webhooks and Discord itself send. */
  noiseShare: number;
}

export const DEFAULT_TRAFFIC: TrafficSettings = {
  eventsPerSecond: 2,
  voiceShare: 0.12,
  otherShare: 0.04,
  noiseShare: 0.12,
};

const TICK_MS = 20;
/** A late tick makes up at most this much time. */
const CATCH_UP_MS = 500;

/** The life of the world: on a timer at a rate, or `step` by step. */
export class Traffic {
  readonly settings: TrafficSettings;
  readonly speakers: Speakers;
  private readonly world: World;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly happen: Happenings;
  private readonly structure: Structure;
  private readonly log: MessageLog;
  private timer: NodeJS.Timeout | null = null;
  private lastTickMs = 0;
  private due = 0;

  constructor(parts: {
    world: World;
    clock: Clock;
    random: Random;
    happen: Happenings;
    structure: Structure;
    log: MessageLog;
    settings: Partial<TrafficSettings>;
  }) {
    this.world = parts.world;
    this.clock = parts.clock;
    this.random = parts.random;
    this.happen = parts.happen;
    this.structure = parts.structure;
    this.log = parts.log;
    this.settings = { ...DEFAULT_TRAFFIC, ...parts.settings };
    this.speakers = new Speakers(this.world, this.random);
  }

  start(): void {
    if (this.timer) return;
    this.lastTickMs = Date.now();
    this.due = 0;
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  get running(): boolean {
    return this.timer !== null;
  }

  private tick(): void {
    const now = Date.now();
    this.due += (Math.min(CATCH_UP_MS, now - this.lastTickMs) / 1000) * this.settings.eventsPerSecond;
    this.lastTickMs = now;
    for (; this.due >= 1; this.due -= 1) this.step();
  }

  /** One event of the mix. */
  step(): void {
    const guild = this.speakers.guild(this.clock.now());
    if (!guild) return;
    const dice = this.random.next();
    if (dice < this.settings.voiceShare) {
      if (liveVoice(this.world, this.random, this.speakers, this.happen, guild)) return;
    } else if (dice < this.settings.voiceShare + this.settings.otherShare) {
      if (this.other(guild)) return;
    }
    if (!this.random.chance(this.settings.noiseShare) || !this.noise(guild)) this.talk(guild);
  }

  /** One event that never counts as a message: voice, noise, or another. */
  aside(): void {
    const guild = this.speakers.guild(this.clock.now());
    if (!guild) return;
    const dice = this.random.next();
    if (dice < 0.4) liveVoice(this.world, this.random, this.speakers, this.happen, guild);
    else if (dice < 0.55) this.other(guild);
    else this.noise(guild);
  }

  /** A message that counts. */
  talk(guild: Guild): void {
    const channel = this.speakers.textChannel(guild);
    if (!channel) return;
    const kind = this.random.chance(0.12) ? MESSAGE_KIND.reply : MESSAGE_KIND.human;
    this.happen.message(channel, this.speakers.person(guild), kind, this.random.below(256));
  }

  /** A message that does not count. */
  noise(guild: Guild): boolean {
    const { random } = this;
    const dice = random.next();
    const variant = random.below(256);
    const system = guild.systemChannelId === null ? null : this.world.channelById(guild.systemChannelId);
    if (dice < 0.2 && guild.webhooks.length > 0) {
      const place = random.below(guild.webhooks.length);
      const channel = this.world.channelById(guild.webhooks[place]?.channelId ?? '');
      if (!channel) return false;
      this.happen.message(channel, place, MESSAGE_KIND.webhook, variant);
      return true;
    }
    if (dice > 0.85 && system) {
      const kind = random.chance(0.6) ? MESSAGE_KIND.pin : MESSAGE_KIND.boost;
      this.happen.message(system, this.speakers.person(guild), kind, variant);
      return true;
    }
    const channel = this.speakers.textChannel(guild);
    const bot = guild.bots[random.below(guild.bots.length || 1)];
    if (!channel || bot === undefined) return false;
    this.happen.message(channel, bot, MESSAGE_KIND.bot, variant);
    return true;
  }

  private other(guild: Guild): boolean {
    const { random } = this;
    const dice = random.next();
    if (dice < 0.45) {
      const recent = this.log.next - 1 - random.below(500);
      if (recent < Math.max(0, this.log.first) || !this.happen.isSeen(recent)) return false;
      if (dice < 0.35) this.happen.edit(recent);
      else this.happen.remove(recent);
      return true;
    }
    if (dice < 0.6) {
      const user = this.world.people.personIndex(random.below(this.world.people.size));
      if (this.world.isMember(guild, user)) return false;
      this.happen.join(guild, user);
      return true;
    }
    if (dice < 0.72) {
      const user = this.speakers.person(guild);
      if (guild.seededMembers < 20 || user < 100) return false;
      this.happen.leave(guild, user);
      return true;
    }
    if (dice < 0.74) {
      const channel = this.speakers.textChannel(guild);
      if (!channel || channel.type !== CHANNEL_TYPE.text) return false;
      this.structure.renameChannel(channel, random.pick(TEXT_CHANNELS));
      return true;
    }
    return this.threads(guild);
  }

  private threads(guild: Guild): boolean {
    const { random } = this;
    const limit = Math.min(20, guild.channels.length);
    if (guild.threads.size > 0 && (guild.threads.size >= limit || random.chance(0.4))) {
      const oldest = guild.threads.values().next().value;
      if (!oldest) return false;
      this.happen.archiveThread(oldest);
    } else {
      const parents = guild.channels.filter(
        (one) =>
          (one.type === CHANNEL_TYPE.text || one.type === CHANNEL_TYPE.forum) &&
          this.world.botPermissions(guild, one) !== 0n,
      );
      if (parents.length === 0) return false;
      this.happen.openThread(random.pick(parents), this.speakers.person(guild), random.pick(THREAD_NAMES));
    }
    this.speakers.refresh(guild);
    return true;
  }
}
