import { growInvites } from './invites.ts';
import {
  BOT_NAMES,
  CATEGORIES,
  FORUM_CHANNELS,
  GUILD_NAMES,
  ROLE_NAMES,
  TEXT_CHANNELS,
  VOICE_CHANNELS,
  WEBHOOK_NAMES,
} from './names.ts';
import { FIRST_BOT, OUR_BOT_INDEX, type People } from './people.ts';
import { EVERYONE_PERMISSIONS, PERMISSION } from './permissions.ts';
import { fraction, hash, Random } from './random.ts';
import { snowflake } from './snowflake.ts';
import { CHANNEL_TYPE, type Channel, type ChannelType, type Guild, type Overwrite, type Role } from './types.ts';

/** The bot's rights where the seed has it in: what its invite asks for. In a few guilds it has Manage Server as well. */
export const SEEDED_BOT_PERMISSIONS =
  PERMISSION.viewChannel | PERMISSION.readMessageHistory | PERMISSION.sendMessages | PERMISSION.embedLinks;

export interface GuildPlan {
  index: number;
  members: number;
  botIn: boolean;
  /** Whether the bot has Manage Server, where it is in. */
  botManages: boolean;
  /** User index of the owner, or -1 for the first ordinary member. */
  owner: number;
  /** Fixed numbers of channels and plain roles, for benchmarks; else by size. */
  channels: number | null;
  roles: number | null;
}

/** Hands out channel and role numbers, which are the low bits of their ids. */
export interface IdCounters {
  channel: number;
  role: number;
}

const CREATED_FROM_MS = Date.UTC(2017, 0, 1);
const CREATED_SPAN_MS = Date.UTC(2024, 5, 1) - CREATED_FROM_MS;

/** Grows one guild with its channels, roles, bots and webhooks; members stay unmade. */
export function growGuild(seed: number, plan: GuildPlan, people: People, counters: IdCounters): Guild {
  const random = new Random(hash(seed, plan.index, 11));
  const createdMs = CREATED_FROM_MS + Math.floor(fraction(seed, plan.index, 12) * CREATED_SPAN_MS);
  const id = snowflake(createdMs, plan.index);
  const row = GUILD_NAMES[plan.index % GUILD_NAMES.length] ?? ['Guild', 'en-US', 0];
  const round = Math.floor(plan.index / GUILD_NAMES.length);
  const firstMember = hash(seed, plan.index, 13) % people.size;
  const ownerIndex = plan.owner >= 0 ? plan.owner : people.personIndex(firstMember);
  const large = plan.members > 5000;
  const guild: Guild = {
    index: plan.index,
    id,
    name: round === 0 ? row[0] : `${row[0]} ${round + 1}`.slice(0, 100),
    icon: random.chance(0.8) ? hash(seed, plan.index, 14).toString(16).padStart(8, '0').repeat(4) : null,
    description: random.chance(0.5) ? 'A place to talk.' : null,
    ownerIndex,
    ownerId: people.idOf(ownerIndex),
    locale: row[1],
    utcOffsetHours: row[2],
    seededMembers: plan.members,
    firstMember,
    extraMembers: new Set(),
    leftMembers: new Set(),
    memberOverrides: new Map(),
    banned: new Set(),
    roles: [],
    channels: [],
    threads: new Map(),
    webhooks: [],
    invites: new Map(),
    vanity: null,
    bots: [],
    afkChannelId: null,
    afkTimeoutSeconds: 900,
    systemChannelId: null,
    rulesChannelId: null,
    botIn: plan.botIn,
    botJoinedMs: Date.UTC(2024, 8, 1) + plan.index * 3_600_000,
    unavailable: false,
    premiumTier: large ? 3 : plan.members > 800 ? 2 : plan.members > 100 ? 1 : 0,
    premiumCount: large ? 40 : plan.members > 800 ? 9 : plan.members > 100 ? 2 : 0,
    features: large
      ? ['COMMUNITY', 'NEWS', 'DISCOVERABLE', 'ANIMATED_ICON', 'VANITY_URL']
      : plan.members > 100
        ? ['COMMUNITY', 'NEWS']
        : [],
    voice: new Map(),
    activity: plan.members ** 0.6 * (0.4 + random.next()),
  };
  growRoles(guild, plan, random, createdMs, counters);
  growBots(guild, plan, people, random, createdMs, counters);
  growChannels(guild, plan, random, createdMs, counters);
  growWebhooks(guild, random, createdMs, counters);
  growInvites(guild, hash(seed, plan.index, 15), createdMs, plan.botManages);
  return guild;
}

function growRoles(guild: Guild, plan: GuildPlan, random: Random, createdMs: number, counters: IdCounters): void {
  const add = (name: string, permissions: bigint, color: number, hoist: boolean) => {
    guild.roles.push(
      makeRole(guild.roles.length === 0 ? guild.id : nextRoleId(createdMs, counters), name, guild.roles.length, {
        permissions,
        color,
        hoist,
      }),
    );
  };
  add('@everyone', EVERYONE_PERMISSIONS, 0, false);
  const plain =
    plan.roles !== null ? Math.max(0, plan.roles - 3) : Math.min(ROLE_NAMES.length, Math.floor(plan.members ** 0.33));
  for (let i = 0; i < plain; i += 1) {
    add(ROLE_NAMES[i % ROLE_NAMES.length] ?? 'Role', 0n, random.below(0xffffff), random.chance(0.3));
  }
  const moderator =
    PERMISSION.manageGuild | PERMISSION.kickMembers | PERMISSION.manageMessages | PERMISSION.moderateMembers;
  add('Moderator', moderator, 0x2ecc71, true);
  add('Admin', PERMISSION.administrator, 0xe74c3c, true);
}

export function nextRoleId(createdMs: number, counters: IdCounters): string {
  counters.role += 1;
  return snowflake(createdMs + 60_000, counters.role);
}

export function makeRole(id: string, name: string, position: number, rest: Partial<Role>): Role {
  return {
    id,
    name,
    position,
    color: 0,
    permissions: 0n,
    hoist: false,
    mentionable: false,
    managed: false,
    botId: null,
    ...rest,
  };
}

function growBots(
  guild: Guild,
  plan: GuildPlan,
  people: People,
  random: Random,
  createdMs: number,
  counters: IdCounters,
): void {
  const count = plan.members < 10 ? 0 : 1 + random.below(3);
  const add = (index: number, name: string, permissions: bigint) => {
    const role = makeRole(nextRoleId(createdMs, counters), name, guild.roles.length, {
      permissions,
      managed: true,
      botId: people.idOf(index),
    });
    guild.roles.push(role);
    guild.extraMembers.add(index);
    guild.memberOverrides.set(index, { roles: [role.id], joinedMs: guild.botJoinedMs });
  };
  for (let i = 0; i < count; i += 1) {
    const index = FIRST_BOT + ((plan.index + i) % BOT_NAMES.length);
    guild.bots.push(index);
    add(index, people.byIndex(index).username, PERMISSION.manageMessages);
  }
  const rights = plan.botManages ? SEEDED_BOT_PERMISSIONS | PERMISSION.manageGuild : SEEDED_BOT_PERMISSIONS;
  if (plan.botIn) add(OUR_BOT_INDEX, people.byIndex(OUR_BOT_INDEX).username, rights);
}

function growChannels(guild: Guild, plan: GuildPlan, random: Random, createdMs: number, counters: IdCounters): void {
  const total = plan.channels ?? Math.max(4, Math.min(60, Math.floor(3 * plan.members ** 0.27)));
  const categories = total < 8 ? 0 : Math.min(CATEGORIES.length, Math.floor(total / 5));
  const parents: string[] = [];
  for (let i = 0; i < categories; i += 1) {
    parents.push(addChannel(guild, CHANNEL_TYPE.category, CATEGORIES[i] ?? 'More', null, createdMs, counters).id);
  }
  const staffOnly = categories === CATEGORIES.length ? parents[categories - 1] : undefined;
  const voiceParent = parents.find((_, i) => CATEGORIES[i] === 'Voice') ?? parents.at(-1) ?? null;
  const rest = Math.max(4, total - categories);
  const voice = Math.max(1, Math.floor(rest / 4));
  const texts = rest - voice;
  for (let i = 0; i < texts; i += 1) {
    const round = Math.floor(i / TEXT_CHANNELS.length);
    const name = TEXT_CHANNELS[i % TEXT_CHANNELS.length] ?? 'general';
    const parent = parents.length === 0 ? null : (parents[i === 0 ? 0 : i % Math.max(1, parents.length - 1)] ?? null);
    addChannel(guild, CHANNEL_TYPE.text, round === 0 ? name : `${name}-${round + 1}`, parent, createdMs, counters);
  }
  const text = guild.channels.filter((one) => one.type === CHANNEL_TYPE.text);
  guild.systemChannelId = text[0]?.id ?? null;
  if (guild.features.includes('COMMUNITY')) {
    guild.rulesChannelId = text[1]?.id ?? null;
    addChannel(guild, CHANNEL_TYPE.announcement, 'announcements', parents[0] ?? null, createdMs, counters);
    const forum = FORUM_CHANNELS[random.below(FORUM_CHANNELS.length)] ?? 'questions';
    addChannel(guild, CHANNEL_TYPE.forum, forum, parents[1] ?? null, createdMs, counters);
    addChannel(guild, CHANNEL_TYPE.stage, 'Town hall', voiceParent, createdMs, counters);
  }
  for (let i = 0; i < voice; i += 1) {
    const round = Math.floor(i / VOICE_CHANNELS.length);
    const name = VOICE_CHANNELS[i % VOICE_CHANNELS.length] ?? 'Lounge';
    addChannel(
      guild,
      CHANNEL_TYPE.voice,
      round === 0 ? name : `${name} ${round + 1}`,
      voiceParent,
      createdMs,
      counters,
    );
  }
  if (plan.members > 20) {
    guild.afkChannelId = addChannel(guild, CHANNEL_TYPE.voice, 'AFK 💤', voiceParent, createdMs, counters).id;
  }
  if (staffOnly)
    hideFromEveryone(guild, addChannel(guild, CHANNEL_TYPE.text, 'mod-talk', staffOnly, createdMs, counters));
}

/** A channel that only moderators see: not even the bot, so nothing in it ever reaches a gateway. */
function hideFromEveryone(guild: Guild, channel: Channel): void {
  const moderator = guild.roles.find((role) => role.name === 'Moderator');
  const overwrites: Overwrite[] = [{ id: guild.id, type: 0, allow: 0n, deny: PERMISSION.viewChannel }];
  if (moderator) overwrites.push({ id: moderator.id, type: 0, allow: PERMISSION.viewChannel, deny: 0n });
  channel.overwrites = overwrites;
}

function addChannel(
  guild: Guild,
  type: ChannelType,
  name: string,
  parentId: string | null,
  createdMs: number,
  counters: IdCounters,
): Channel {
  const index = counters.channel;
  counters.channel += 1;
  const channel = makeChannel({
    index,
    id: snowflake(createdMs + 1000 + guild.channels.length, index % 2 ** 22),
    guildIndex: guild.index,
    type,
    name,
    parentId,
    threadParent: -1,
    position: guild.channels.length,
  });
  guild.channels.push(channel);
  return channel;
}

export function makeChannel(
  given: Pick<Channel, 'index' | 'id' | 'guildIndex' | 'type' | 'name' | 'parentId' | 'threadParent' | 'position'>,
): Channel {
  const voice = given.type === CHANNEL_TYPE.voice || given.type === CHANNEL_TYPE.stage;
  return {
    ...given,
    topic: null,
    nsfw: false,
    slowmodeSeconds: 0,
    bitrate: voice ? 64_000 : 0,
    userLimit: 0,
    overwrites: [],
    lastMessageMs: 0,
    lastMessageLow: 0,
    thread: null,
  };
}

function growWebhooks(guild: Guild, random: Random, createdMs: number, counters: IdCounters): void {
  const text = guild.channels.filter((one) => one.type === CHANNEL_TYPE.text && one.overwrites.length === 0);
  const count = text.length < 3 ? 0 : 1 + random.below(2);
  for (let i = 0; i < count; i += 1) {
    counters.role += 1;
    guild.webhooks.push({
      id: snowflake(createdMs + 120_000, counters.role),
      channelId: random.pick(text).id,
      name: WEBHOOK_NAMES[i % WEBHOOK_NAMES.length] ?? 'Webhook',
      token: `simulated-webhook-${guild.index}-${i}`,
    });
  }
}
