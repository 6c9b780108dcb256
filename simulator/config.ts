import type { ReplayTrim } from './gateway/session.ts';
import { DEFAULT_TRAFFIC } from './traffic/traffic.ts';

/** All that can be set at the start. Every field has a default; see README.md for the variables. */
export interface SimulatorOptions {
  /** 0 takes a free port. */
  port: number;
  seed: number;
  guilds: number;
  largestGuild: number;
  membersPerGuild: number | null;
  channelsPerGuild: number | null;
  rolesPerGuild: number | null;
  eventsPerSecond: number;
  voiceShare: number;
  otherShare: number;
  noiseShare: number;
  replayMs: number;
  replayEvents: number;
  replayTrim: ReplayTrim;
  heartbeatIntervalMs: number;
  maxConcurrency: number;
  identifyIntervalMs: number;
  /** 0: Discord's own for the number of guilds. */
  identifiesPerDay: number;
  recommendedShards: number;
  /** Privileged intents granted, as bits. GUILD_MEMBERS by default. */
  grantedIntents: number;
  /** Messages the ledger and replay remember. */
  logEntries: number;
  /** Days that happened before the start; 0 for a world without a past. */
  pastDays: number;
  /** When the world began, Unix ms: its past ends there. 0: now. */
  beganMs: number;
  /** Of the simulated Stripe; 0 takes a free one. */
  stripePort: number;
  /** Where it sends its events; null until it is told. */
  stripeWebhookUrl: string | null;
  /** Where it keeps what it knows over a restart; null: nowhere. */
  stripeFile: string | null;
  /** Of the stand-in for a model endpoint; 0 takes a free one. */
  modelPort: number;
  /** Where its book of generations outlives a restart; null: nowhere. */
  modelFile: string | null;
}

export const DEFAULT_OPTIONS: SimulatorOptions = {
  port: 0,
  seed: 7,
  guilds: 40,
  largestGuild: 250_000,
  membersPerGuild: null,
  channelsPerGuild: null,
  rolesPerGuild: null,
  ...DEFAULT_TRAFFIC,
  replayMs: 300_000,
  replayEvents: 2_000_000,
  replayTrim: 'window',
  heartbeatIntervalMs: 41_250,
  maxConcurrency: 16,
  identifyIntervalMs: 5000,
  identifiesPerDay: 0,
  recommendedShards: 8,
  grantedIntents: 1 << 1,
  logEntries: 30_000_000,
  pastDays: 0,
  beganMs: 0,
  stripePort: 0,
  stripeWebhookUrl: null,
  stripeFile: null,
  modelPort: 0,
  modelFile: null,
};

const NUMBERS = [
  ['SIM_PORT', 'port'],
  ['SIM_SEED', 'seed'],
  ['SIM_GUILDS', 'guilds'],
  ['SIM_LARGEST_GUILD', 'largestGuild'],
  ['SIM_MEMBERS_PER_GUILD', 'membersPerGuild'],
  ['SIM_CHANNELS_PER_GUILD', 'channelsPerGuild'],
  ['SIM_ROLES_PER_GUILD', 'rolesPerGuild'],
  ['SIM_EVENTS_PER_SECOND', 'eventsPerSecond'],
  ['SIM_VOICE_SHARE', 'voiceShare'],
  ['SIM_REPLAY_MS', 'replayMs'],
  ['SIM_REPLAY_EVENTS', 'replayEvents'],
  ['SIM_HEARTBEAT_MS', 'heartbeatIntervalMs'],
  ['SIM_MAX_CONCURRENCY', 'maxConcurrency'],
  ['SIM_IDENTIFY_INTERVAL_MS', 'identifyIntervalMs'],
  ['SIM_IDENTIFIES_PER_DAY', 'identifiesPerDay'],
  ['SIM_RECOMMENDED_SHARDS', 'recommendedShards'],
  ['SIM_GRANTED_INTENTS', 'grantedIntents'],
  ['SIM_LOG_ENTRIES', 'logEntries'],
  ['SIM_PAST_DAYS', 'pastDays'],
  ['SIM_BEGAN_MS', 'beganMs'],
  ['SIM_STRIPE_PORT', 'stripePort'],
  ['SIM_MODEL_PORT', 'modelPort'],
] as const;

/** Reads options from the environment; throws a sentence that names the variable. */
export function readOptions(env: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  const options = { ...DEFAULT_OPTIONS };
  for (const [variable, key] of NUMBERS) {
    const text = env[variable];
    if (text === undefined || text === '') continue;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0)
      throw new Error(`${variable} must be a number of 0 or more, not "${text}".`);
    options[key] = value;
  }
  const trim = env.SIM_REPLAY_TRIM;
  if (trim === 'window' || trim === 'acknowledged') options.replayTrim = trim;
  else if (trim) throw new Error(`SIM_REPLAY_TRIM must be "window" or "acknowledged", not "${trim}".`);
  if (env.SIM_STRIPE_FILE) options.stripeFile = env.SIM_STRIPE_FILE;
  if (env.SIM_STRIPE_WEBHOOK_URL) options.stripeWebhookUrl = env.SIM_STRIPE_WEBHOOK_URL;
  if (env.SIM_MODEL_FILE) options.modelFile = env.SIM_MODEL_FILE;
  return options;
}
