import { growGuild, type IdCounters, makeChannel, makeRole, nextRoleId } from './grow-guild.ts';
import { OUR_BOT_INDEX, People } from './people.ts';
import { channelPermissions } from './permissions.ts';
import { DEFAULT_WORLD, MEMBERSHIPS, planGuild, type WorldOptions } from './plan.ts';
import { fraction, hash } from './random.ts';
import { snowflakeMs } from './snowflake.ts';
import { CHANNEL_TYPE, type Channel, type ChannelType, type Guild, type Member } from './types.ts';

/** Seeded joins end here, so that the world's ids and dates do not hang on the day it is started. */
const SEEDED_JOINS_END_MS = Date.UTC(2025, 0, 1);

/** What is known of members of the seed before the world began. */
export interface MemberHistory {
  /** When seeded member `number` joined for the last time; null where the history does not say. */
  joinedMs(guild: Guild, number: number): number | null;
}

/**
 * Everything that exists. Reading is cheap and makes objects on demand; the few methods that change something only
 * change the world: who must hear of it is the caller's business (see `Simulator`).
 */
export class World {
  readonly options: WorldOptions;
  readonly people: People;
  readonly guilds: Guild[] = [];
  /** Every channel and thread ever, by its index. */
  readonly channels: Channel[] = [];
  /** Where dates of joining come from; without one they follow from the seed alone. */
  history: MemberHistory | null = null;
  private readonly guildsById = new Map<string, Guild>();
  private readonly channelsById = new Map<string, Channel>();
  private readonly counters: IdCounters = { channel: 0, role: 0 };

  constructor(options: Partial<WorldOptions> = {}) {
    this.options = { ...DEFAULT_WORLD, ...options };
    const { seed, guilds, largestGuild, membersPerGuild } = this.options;
    this.people = new People(seed, Math.max(20_000, Math.ceil(Math.max(largestGuild, membersPerGuild ?? 0) * 1.6)));
    for (let index = 0; index < guilds; index += 1) {
      const guild = growGuild(seed, planGuild(this.options, this.people, index), this.people, this.counters);
      this.guilds.push(guild);
      this.guildsById.set(guild.id, guild);
      for (const channel of guild.channels) this.keepChannel(channel);
      if (guild.ownerIndex < 100) guild.extraMembers.add(guild.ownerIndex);
    }
    for (const [persona, index, roleName] of MEMBERSHIPS) {
      const guild = this.guilds[index];
      if (!guild) continue;
      const user = this.people.persona(persona).user;
      const role = guild.roles.find((one) => one.name === roleName);
      guild.extraMembers.add(user.index);
      guild.memberOverrides.set(user.index, { roles: role ? [role.id] : [] });
    }
  }

  guildById(id: string): Guild | null {
    return this.guildsById.get(id) ?? null;
  }

  channelById(id: string): Channel | null {
    return this.channelsById.get(id) ?? null;
  }

  channelAt(index: number): Channel {
    const channel = this.channels[index];
    if (!channel) throw new RangeError(`no channel ${index}`);
    return channel;
  }

  guildAt(index: number): Guild {
    const guild = this.guilds[index];
    if (!guild) throw new RangeError(`no guild ${index}`);
    return guild;
  }

  /** The channel whose overwrites rule a channel: itself, or the parent of a thread. */
  permissionChannel(channel: Channel): Channel {
    return channel.threadParent < 0 ? channel : this.channelAt(channel.threadParent);
  }

  memberCount(guild: Guild): number {
    return guild.seededMembers + guild.extraMembers.size - guild.leftMembers.size;
  }

  /** Seeded member number i (0 to seededMembers - 1), whether or not that person has left since. */
  seededMember(guild: Guild, i: number): number {
    return this.people.personIndex(guild.firstMember + i);
  }

  isMember(guild: Guild, userIndex: number): boolean {
    if (guild.extraMembers.has(userIndex)) return true;
    return this.seedNumber(guild, userIndex) >= 0 && !guild.leftMembers.has(userIndex);
  }

  /** A member with roles and dates, or null where the person is not one. */
  member(guild: Guild, userIndex: number): Member | null {
    if (!this.isMember(guild, userIndex)) return null;
    const user = this.people.byIndex(userIndex);
    const own = guild.memberOverrides.get(userIndex);
    const { seed } = this.options;
    const h = hash(seed, userIndex, guild.index + 31);
    const createdMs = snowflakeMs(guild.id);
    return {
      user,
      guild,
      roles: own?.roles ?? this.seededRoles(guild, userIndex, h),
      nick:
        own?.nick !== undefined ? own.nick : h % 11 === 0 ? `${user.globalName ?? user.username} ✦`.slice(0, 32) : null,
      joinedMs:
        own?.joinedMs ??
        this.history?.joinedMs(guild, this.seedNumber(guild, userIndex)) ??
        createdMs + Math.floor(fraction(seed, userIndex, guild.index + 32) * (SEEDED_JOINS_END_MS - createdMs)),
      premiumSinceMs: h % 53 === 0 ? createdMs + 86_400_000 : null,
    };
  }

  private seedNumber(guild: Guild, userIndex: number): number {
    const i = userIndex - 100;
    if (i < 0 || i >= this.people.size) return -1;
    const number = (i - guild.firstMember + this.people.size) % this.people.size;
    return number < guild.seededMembers ? number : -1;
  }

  private seededRoles(guild: Guild, userIndex: number, h: number): string[] {
    const number = this.seedNumber(guild, userIndex);
    if (number < 0) return [];
    if (guild.seededMembers > 10 && number > 0 && number < 4) {
      const role = guild.roles.find((one) => one.name === (number === 1 ? 'Admin' : 'Moderator'));
      return role ? [role.id] : [];
    }
    const plain = guild.roles.filter((one) => one.permissions === 0n && !one.managed);
    return plain.filter((_, i) => ((h >>> (i % 24)) & 7) === 0).map((one) => one.id);
  }

  /** All guilds a person is in. */
  guildsOf(userIndex: number): Guild[] {
    return this.guilds.filter((guild) => this.isMember(guild, userIndex));
  }

  /** What our bot may do in a channel; 0 means that it does not see it. */
  botPermissions(guild: Guild, channel: Channel): bigint {
    const bot = guild.botIn ? this.member(guild, OUR_BOT_INDEX) : null;
    return bot ? channelPermissions(guild, this.permissionChannel(channel), bot) : 0n;
  }

  addMember(guild: Guild, userIndex: number, joinedMs: number): void {
    if (this.isMember(guild, userIndex)) return;
    if (this.seedNumber(guild, userIndex) >= 0) guild.leftMembers.delete(userIndex);
    else guild.extraMembers.add(userIndex);
    guild.memberOverrides.set(userIndex, { roles: [], joinedMs });
  }

  removeMember(guild: Guild, userIndex: number): void {
    guild.memberOverrides.delete(userIndex);
    guild.voice.delete(userIndex);
    if (!guild.extraMembers.delete(userIndex) && this.seedNumber(guild, userIndex) >= 0)
      guild.leftMembers.add(userIndex);
  }

  /** Puts our bot into a guild with a managed role of these rights. */
  addBot(guild: Guild, permissions: bigint, nowMs: number): void {
    this.removeBot(guild);
    const bot = this.people.byIndex(OUR_BOT_INDEX);
    const role = makeRole(nextRoleId(nowMs, this.counters), bot.username, guild.roles.length, {
      permissions,
      managed: true,
      botId: bot.id,
    });
    guild.roles.push(role);
    guild.extraMembers.add(OUR_BOT_INDEX);
    guild.memberOverrides.set(OUR_BOT_INDEX, { roles: [role.id], joinedMs: nowMs });
    guild.botIn = true;
    guild.botJoinedMs = nowMs;
  }

  removeBot(guild: Guild): void {
    const id = this.people.idOf(OUR_BOT_INDEX);
    guild.roles = guild.roles.filter((role) => role.botId !== id);
    this.removeMember(guild, OUR_BOT_INDEX);
    guild.botIn = false;
  }

  /** Opens a thread under a channel. `id` is a snowflake of now. */
  createThread(
    parent: Channel,
    id: string,
    name: string,
    ownerIndex: number,
    nowMs: number,
    type?: ChannelType,
  ): Channel {
    const guild = this.guildAt(parent.guildIndex);
    const kind =
      type ?? (parent.type === CHANNEL_TYPE.announcement ? CHANNEL_TYPE.announcementThread : CHANNEL_TYPE.publicThread);
    const thread = makeChannel({
      index: this.counters.channel,
      id,
      guildIndex: guild.index,
      type: kind,
      name,
      parentId: parent.id,
      threadParent: parent.index,
      position: 0,
    });
    this.counters.channel += 1;
    thread.thread = {
      ownerId: this.people.idOf(ownerIndex),
      createdMs: nowMs,
      archived: false,
      locked: false,
      archivedAtMs: nowMs,
      autoArchiveMinutes: 1440,
      messageCount: 0,
      memberCount: 1,
    };
    guild.threads.set(id, thread);
    this.keepChannel(thread);
    return thread;
  }

  archiveThread(thread: Channel, nowMs: number): void {
    if (!thread.thread) return;
    thread.thread.archived = true;
    thread.thread.archivedAtMs = nowMs;
    this.guildAt(thread.guildIndex).threads.delete(thread.id);
  }

  /** Adds a channel at the end of its guild. `id` is a snowflake of now. */
  createChannel(guild: Guild, type: ChannelType, name: string, id: string): Channel {
    const position = guild.channels.length;
    const index = this.counters.channel;
    const channel = makeChannel({
      index,
      id,
      guildIndex: guild.index,
      type,
      name,
      parentId: null,
      threadParent: -1,
      position,
    });
    guild.channels.push(channel);
    this.keepChannel(channel);
    return channel;
  }

  /** The channel or thread is gone from its guild; by its index it can still be read. */
  removeChannel(channel: Channel): void {
    const guild = this.guildAt(channel.guildIndex);
    guild.channels = guild.channels.filter((one) => one !== channel);
    guild.threads.delete(channel.id);
    this.channelsById.delete(channel.id);
    for (const one of guild.channels) if (one.parentId === channel.id) one.parentId = null;
  }

  /** Adds a channel made elsewhere (REST). Its index must be `world.channels.length`. */
  keepChannel(channel: Channel): void {
    this.channels[channel.index] = channel;
    this.channelsById.set(channel.id, channel);
    this.counters.channel = Math.max(this.counters.channel, channel.index + 1);
  }
}
