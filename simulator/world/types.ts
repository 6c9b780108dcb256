/** The things of the simulated world, in Discord's own words. Numbers called `index` are this world's own handles. */

export type PersonaName = 'owner' | 'manager' | 'member' | 'staff' | 'outsider' | 'admin' | 'suspended';

export const CHANNEL_TYPE = {
  text: 0,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  stage: 13,
  forum: 15,
} as const;
export type ChannelType = (typeof CHANNEL_TYPE)[keyof typeof CHANNEL_TYPE];

/** A person or a bot account. */
export interface User {
  readonly index: number;
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly avatar: string | null;
  readonly bot: boolean;
  readonly email: string;
  readonly locale: string;
}

export interface Persona {
  readonly name: PersonaName;
  readonly user: User;
  /** One sentence for the page that asks who signs in. */
  readonly about: string;
}

export interface Role {
  readonly id: string;
  name: string;
  color: number;
  permissions: bigint;
  position: number;
  hoist: boolean;
  mentionable: boolean;
  managed: boolean;
  /** The bot a managed role belongs to. */
  botId: string | null;
}

export interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member */
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface ThreadState {
  readonly ownerId: string;
  readonly createdMs: number;
  archived: boolean;
  locked: boolean;
  archivedAtMs: number;
  autoArchiveMinutes: number;
  messageCount: number;
  memberCount: number;
}

/** A channel, category or thread. `index` counts over the whole world and never changes its meaning. */
export interface Channel {
  readonly index: number;
  readonly id: string;
  readonly guildIndex: number;
  readonly type: ChannelType;
  name: string;
  /** Category of a channel, parent channel of a thread. */
  parentId: string | null;
  /** The parent channel's index where this is a thread, else -1. */
  readonly threadParent: number;
  position: number;
  topic: string | null;
  nsfw: boolean;
  slowmodeSeconds: number;
  bitrate: number;
  userLimit: number;
  overwrites: Overwrite[];
  /** Instant and increment of the id of its newest message; 0 where there is none. */
  lastMessageMs: number;
  lastMessageLow: number;
  thread: ThreadState | null;
}

export interface Webhook {
  readonly id: string;
  readonly channelId: string;
  readonly name: string;
  readonly token: string;
}

/** An invite to a guild. The vanity URL is none of them. */
export interface Invite {
  readonly code: string;
  readonly channelId: string;
  /** Who made it, by user index. */
  readonly inviterIndex: number;
  readonly createdMs: number;
  /** 0: for ever. */
  readonly maxAgeSeconds: number;
  /** 0: any number. */
  readonly maxUses: number;
  uses: number;
}

/** What differs from the seed for one member of one guild. */
export interface MemberOverride {
  roles?: string[];
  nick?: string | null;
  joinedMs?: number;
}

export interface VoiceState {
  readonly userIndex: number;
  channelIndex: number;
  sessionId: string;
  deaf: boolean;
  mute: boolean;
  selfDeaf: boolean;
  selfMute: boolean;
  selfVideo: boolean;
  selfStream: boolean;
  suppress: boolean;
  requestToSpeakMs: number | null;
}

export interface Guild {
  readonly index: number;
  readonly id: string;
  name: string;
  icon: string | null;
  description: string | null;
  readonly ownerIndex: number;
  readonly ownerId: string;
  readonly locale: string;
  /** Hours east of UTC where most of its people live: gives the rhythm of the day. */
  readonly utcOffsetHours: number;
  /** Ordinary members from the seed: member i is person (firstMember + i) of the population. */
  readonly seededMembers: number;
  readonly firstMember: number;
  /** Personas, bots, and people who joined since the start. */
  readonly extraMembers: Set<number>;
  /** People of the seed who have left. */
  readonly leftMembers: Set<number>;
  readonly memberOverrides: Map<number, MemberOverride>;
  readonly banned: Set<number>;
  roles: Role[];
  /** Channels and categories; threads are apart. */
  channels: Channel[];
  /** Active threads by id; archived ones leave this map. */
  readonly threads: Map<string, Channel>;
  readonly webhooks: Webhook[];
  /** By code; used up, deleted and expired ones leave this map. */
  readonly invites: Map<string, Invite>;
  vanity: { readonly code: string; uses: number } | null;
  /** Bot accounts of others, by user index. */
  readonly bots: number[];
  afkChannelId: string | null;
  afkTimeoutSeconds: number;
  systemChannelId: string | null;
  rulesChannelId: string | null;
  /** Whether our own bot is a member. */
  botIn: boolean;
  botJoinedMs: number;
  /** Whether an outage hides it. */
  unavailable: boolean;
  premiumTier: 0 | 1 | 2 | 3;
  premiumCount: number;
  features: string[];
  /** Who is in voice, by user index. */
  readonly voice: Map<number, VoiceState>;
  /** Its share of the world's traffic, relative. */
  activity: number;
}

/** A member as answered on demand; never kept. */
export interface Member {
  readonly user: User;
  readonly guild: Guild;
  readonly roles: readonly string[];
  readonly nick: string | null;
  readonly joinedMs: number;
  readonly premiumSinceMs: number | null;
}
