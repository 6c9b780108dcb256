import { pick } from './random.ts';

export type Kill = 'cluster' | 'manager' | 'worker' | 'postgres';
export type Disturbance =
  | 'drop'
  | 'reset'
  | 'zombie'
  | 'half-open'
  | 'duplicate'
  | 'lag'
  | 'reconnect'
  | 'refused resume';

export interface Step {
  atMs: number;
  kill?: Kill;
  disturbance?: Disturbance;
  /** Shard a disturbance is for. */
  shard: number;
}

const kills: readonly Kill[] = [
  'cluster',
  'cluster',
  'cluster',
  'cluster',
  'postgres',
  'postgres',
  'postgres',
  'manager',
  'manager',
  'worker',
];
const disturbances: readonly Disturbance[] = [
  'drop',
  'reset',
  'zombie',
  'half-open',
  'duplicate',
  'duplicate',
  'lag',
  'reconnect',
];

export interface ScheduleOptions {
  kills: number;
  lengthMs: number;
  shards: number;
  /** Sessions that Discord refuses to resume. */
  refusals: number;
  /** Names of faults; others do not happen. Empty for all. */
  only: readonly string[];
  random: () => number;
}

/** Faults at random instants: the kills, half as many disturbances of the gateway, and the refusals. In order of time. */
export function schedule({ kills: count, lengthMs, shards, refusals, only, random }: ScheduleOptions): Step[] {
  const allowed = <T extends string>(kinds: readonly T[]) =>
    only.length === 0 ? kinds : kinds.filter((kind) => only.includes(kind));
  const someKills = allowed(kills);
  const someDisturbances = allowed(disturbances);
  const at = () => ({ atMs: Math.floor(random() * lengthMs), shard: Math.floor(random() * shards) });
  const steps: Step[] = [];
  for (let i = 0; i < count; i++) {
    const kill = pick(random, someKills);
    if (kill) steps.push({ ...at(), kill });
  }
  for (let i = 0; i < Math.ceil(count / 2); i++) {
    const disturbance = pick(random, someDisturbances);
    if (disturbance) steps.push({ ...at(), disturbance });
  }
  for (let i = 0; i < refusals; i++) steps.push({ ...at(), disturbance: 'refused resume' });
  return steps.sort((a, b) => a.atMs - b.atMs);
}
