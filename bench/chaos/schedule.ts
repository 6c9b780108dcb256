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
  random: () => number;
}

/** Faults at random instants: the kills, half as many disturbances of the gateway, and the refusals. In order of time. */
export function schedule({ kills: count, lengthMs, shards, refusals, random }: ScheduleOptions): Step[] {
  const at = () => ({ atMs: Math.floor(random() * lengthMs), shard: Math.floor(random() * shards) });
  const steps: Step[] = [];
  for (let i = 0; i < count; i++) steps.push({ ...at(), kill: pick(random, kills) ?? 'cluster' });
  for (let i = 0; i < Math.ceil(count / 2); i++)
    steps.push({ ...at(), disturbance: pick(random, disturbances) ?? 'drop' });
  for (let i = 0; i < refusals; i++) steps.push({ ...at(), disturbance: 'refused resume' });
  return steps.sort((a, b) => a.atMs - b.atMs);
}
