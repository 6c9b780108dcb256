import { instance } from './instance.ts';

export type PersonaName = 'owner' | 'manager' | 'member' | 'staff' | 'outsider' | 'admin' | 'suspended';

export interface WorldGuild {
  id: string;
  name: string;
  ownerId: string;
  botIn: boolean;
  channels: { id: string; type: number; name: string }[];
}

export interface LedgerCell {
  channelId: string;
  /** Of a thread: its channel. */
  parentId: string | null;
  userId: string;
  hour: number;
  messages: number;
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
}

/** What the bot said to a slash command. */
export interface CommandAnswer {
  ephemeral: boolean;
  answeredAfterMs: number;
  message: {
    content: string;
    embeds: {
      title?: string;
      description?: string;
      footer?: { text: string };
      fields?: { name: string; value: string }[];
    }[];
    attachments: { url: string; filename: string; description?: string }[];
    components?: unknown[];
  };
}

async function call(method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${instance.simulatorUrl}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} /control${path}: ${response.status} ${text}`);
  return text;
}

const read = async <T>(path: string): Promise<T> => JSON.parse(await call('GET', path)) as T;
const act = async <T = unknown>(path: string, body: unknown): Promise<T> =>
  JSON.parse(await call('POST', path, body)) as T;

/** The simulated Discord of the instance under test, from behind: simulator/control/README.md says what each does. */
export const discord = {
  async personId(name: PersonaName): Promise<string> {
    const { personas } = await read<{ personas: Record<PersonaName, { id: string }> }>('/credentials');
    return personas[name].id;
  },
  guilds: () => read<WorldGuild[]>('/guilds'),
  /** A guild by a part of its name. */
  async guild(name: string): Promise<WorldGuild> {
    const found = (await discord.guilds()).find((guild) => guild.name.includes(name));
    if (!found) throw new Error(`no guild is called ${name}`);
    return found;
  },
  /** People of a guild, bots left out. */
  async people(guildId: string, count: number): Promise<string[]> {
    const members = await read<{ id: string; bot: boolean }[]>(`/guilds/${guildId}/members?limit=${count + 20}`);
    return members
      .filter((one) => !one.bot)
      .slice(0, count)
      .map((one) => one.id);
  },
  /**
   * People of a guild who are in no other that specs use: an account is in one voice channel at a time, and personas are
   * members of several guilds.
   */
  async residents(guildId: string, count: number): Promise<string[]> {
    const { personas } = await read<{ personas: Record<PersonaName, { id: string }> }>('/credentials');
    const known = Object.values(personas).map((persona) => persona.id);
    const people = await discord.people(guildId, count + known.length);
    return people.filter((id) => !known.includes(id)).slice(0, count);
  },
  /** A bot of others in a guild. */
  async bot(guildId: string): Promise<string> {
    const members = await read<{ id: string; bot: boolean }[]>(`/guilds/${guildId}/members?limit=1000`);
    const found = members.findLast((one) => one.bot);
    if (!found) throw new Error(`no bot among the members of ${guildId}`);
    return found.id;
  },
  /** @param past with what was sent before the world began. */
  async ledger(guildId: string, fromMs = 0, past = false): Promise<LedgerCell[]> {
    const lines = await call('GET', `/ledger?guildId=${guildId}&fromMs=${fromMs}${past ? '&past=1' : ''}`);
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LedgerCell);
  },
  sessions: () => read<{ id: string; shardId: number; shardCount: number; connected: boolean }[]>('/sessions'),
  /** Who joined and by what, with those of before the world began. */
  joins: (guildId: string) => read<{ inviteCode: string | null }[]>(`/ledger/joins?past=1&guildId=${guildId}`),
  messages: (wish: { channelId: string; userId: string; count?: number; kind?: string }) => act('/messages', wish),
  voice: (wish: { guildId: string; userId: string; channelId?: string | null; selfMute?: boolean }) =>
    act('/voice', wish),
  member: (wish: { guildId: string; userId: string; action: 'join' | 'leave' }) => act('/members', wish),
  burst: (wish: { events: number; eventsPerSecond?: number; guildIds?: string[] | null }) => act('/burst', wish),
  structure: (wish: { kind: string } & Record<string, unknown>) => act<{ id?: string }>('/structure', wish),
  thread: (wish: { channelId: string; userId: string; name: string }) => act<{ id: string }>('/threads', wish),
  fault: (wish: { kind: string } & Record<string, unknown>) => act<Record<string, unknown>>('/faults', wish),
  clearFaults: () => call('DELETE', '/faults'),
  command: (wish: { userId: string; guildId: string | null; name: string; options?: object; locale?: string }) =>
    act<CommandAnswer>('/interactions', wish),
};

/** The shard that a guild's events reach. */
export function shardOf(guildId: string, shardCount = 8): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Text channels of a guild that the bot sees: the first few of the world are open to everyone. */
export function textChannels(guild: WorldGuild): WorldGuild['channels'] {
  return guild.channels.filter((channel) => channel.type === 0);
}

export function voiceChannels(guild: WorldGuild): WorldGuild['channels'] {
  return guild.channels.filter((channel) => channel.type === 2);
}
