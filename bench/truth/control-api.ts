import http from 'node:http';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** A span that was not observed, as the ledger takes it. Without shard and guild it is for all. */
export interface Exclusion {
  shardCount?: number;
  shardId?: number;
  guildId?: string;
  fromMs: number;
  toMs: number;
}

const cellSchema = z.object({
  guildId: z.string(),
  channelId: z.string(),
  userId: z.string(),
  hour: z.number(),
  messages: z.number(),
  uncertainMessages: z.number(),
  activeMs: z.number(),
  mutedMs: z.number(),
  deafenedMs: z.number(),
  aloneMs: z.number(),
});
/** What one person did in one channel in one UTC hour. */
export type LedgerCell = z.infer<typeof cellSchema>;

const statsSchema = z.object({
  nowMs: z.number(),
  startedMs: z.number(),
  connections: z.number(),
  connectedShards: z.array(z.number()),
  happened: z.record(z.string(), z.number()),
  gateway: z.record(z.string(), z.number()),
  identify: z.object({ total: z.number(), remaining: z.number() }),
  traffic: z.object({ running: z.boolean(), eventsPerSecond: z.number() }),
});
export type SimulatorStats = z.infer<typeof statsSchema>;

const sessionSchema = z.object({
  id: z.string(),
  shardId: z.number(),
  shardCount: z.number(),
  createdMs: z.number(),
  connected: z.boolean(),
  lastSequence: z.number(),
});
export type SimulatorSession = z.infer<typeof sessionSchema>;

const guildSchema = z.object({
  id: z.string(),
  botIn: z.boolean(),
  ownerId: z.string(),
  afkChannelId: z.string().nullable(),
  channels: z.array(z.object({ id: z.string(), type: z.number() })),
});
const credentialsSchema = z.object({
  botToken: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  apiUrl: z.string(),
  authorizeUrl: z.string(),
});

export type ControlApi = ReturnType<typeof controlApi>;

/** The simulator's control API, over HTTP as anyone would. Answers may take as long as they take. */
export function controlApi(url: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await request(url, method, path, body);
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += part;
    if (response.statusCode !== 200) throw new Error(`${method} /control${path}: ${response.statusCode} ${text}`);
    return JSON.parse(text);
  };
  return {
    url,
    stats: async () => statsSchema.parse(await call('GET', '/stats')),
    sessions: async () => z.array(sessionSchema).parse(await call('GET', '/sessions')),
    /** What happened before the world began; nothing where `fromMs` is `toMs`. */
    past: async () => z.object({ fromMs: z.number(), toMs: z.number() }).parse(await call('GET', '/past')),
    guilds: async () => z.array(guildSchema).parse(await call('GET', '/guilds')),
    credentials: async () => credentialsSchema.parse(await call('GET', '/credentials')),
    traffic: (wish: {
      running?: boolean;
      eventsPerSecond?: number;
      voiceShare?: number;
      otherShare?: number;
      /** Who speaks: the same few mostly, or everyone alike. */
      authors?: 'few' | 'all';
    }) => call('POST', '/traffic', wish),
    /** Moves the simulated clock on. */
    clock: (wish: { advanceMs: number }) => call('POST', '/clock', wish),
    burst: async (wish: { events: number; eventsPerSecond?: number; noise?: number }) =>
      z.object({ events: z.number(), ms: z.number() }).parse(await call('POST', '/burst', wish)),
    /** One message of a person. */
    message: (wish: { channelId: string; userId: string }) => call('POST', '/messages', wish),
    /** A person enters a voice channel, changes their state there, or leaves (null). */
    voice: (wish: { guildId: string; userId: string; channelId?: string | null; selfMute?: boolean }) =>
      call('POST', '/voice', wish),
    members: async (guildId: string) =>
      z.array(z.object({ id: z.string(), bot: z.boolean() })).parse(await call('GET', `/guilds/${guildId}/members`)),
    /** A person joins or leaves a guild. */
    member: (wish: { guildId: string; userId: string; action: 'join' | 'leave' }) => call('POST', '/members', wish),
    /** Traffic stops and everyone leaves voice, with events. */
    quiesce: () => call('POST', '/quiesce'),
    fault: (wish: { kind: string } & Record<string, unknown>) => call('POST', '/faults', wish),
    clearFaults: () => call('DELETE', '/faults'),
    replay: (wish: { ms?: number; events?: number }) => call('POST', '/replay', wish),
    /** Runs a slash command as a person and gives the bot's answer as that person sees it. */
    command: async (wish: { userId: string; guildId: string; name: string }) =>
      z
        .object({ answeredAfterMs: z.number(), ephemeral: z.boolean(), message: z.unknown() })
        .parse(await call('POST', '/interactions', wish)),
    /** Every cell that is not empty, each handed over once; with `past` also those before the world began. */
    async ledger(
      excluded: readonly Exclusion[],
      onCell: (cell: LedgerCell) => void,
      past?: { fromMs: number },
    ): Promise<void> {
      const response = await request(url, 'POST', '/ledger', { excluded, ...(past ? { ...past, past: true } : {}) });
      if (response.statusCode !== 200) throw new Error(`the ledger answers ${response.statusCode}`);
      for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (line) onCell(cellSchema.parse(JSON.parse(line)));
      }
    },
  };
}

function request(url: string, method: string, path: string, body?: unknown): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = http.request(`${url}/control${path}`, { method, headers, agent: false }, resolve);
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
