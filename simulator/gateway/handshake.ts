import { areValidIntents } from './intents.ts';

export interface IdentifyWish {
  token: string;
  /** null: not a shard. */
  shard: readonly [id: number, count: number] | null;
  /** null: not intents. */
  intents: number | null;
}

/** Reads the d of an IDENTIFY; null where it does not even have the shape of one. */
export function readIdentify(d: unknown): IdentifyWish | null {
  if (typeof d !== 'object' || d === null || !('token' in d) || typeof d.token !== 'string') return null;
  if (!('properties' in d) || typeof d.properties !== 'object' || d.properties === null) return null;
  const intents = 'intents' in d && areValidIntents(d.intents) ? d.intents : null;
  return { token: d.token.replace(/^Bot /, ''), shard: readShard('shard' in d ? d.shard : [0, 1]), intents };
}

function readShard(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, count]: unknown[] = value;
  if (typeof id !== 'number' || typeof count !== 'number' || !Number.isInteger(id) || !Number.isInteger(count))
    return null;
  return id >= 0 && count > 0 && id < count ? [id, count] : null;
}

export interface ResumeWish {
  token: string;
  sessionId: string;
  sequence: number;
}

export function readResume(d: unknown): ResumeWish | null {
  if (typeof d !== 'object' || d === null) return null;
  if (!('token' in d) || !('session_id' in d) || !('seq' in d)) return null;
  const { token, session_id: sessionId, seq: sequence } = d;
  if (typeof token !== 'string' || typeof sessionId !== 'string') return null;
  if (typeof sequence !== 'number' || !Number.isInteger(sequence) || sequence < 0) return null;
  return { token: token.replace(/^Bot /, ''), sessionId, sequence };
}
