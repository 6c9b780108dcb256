import { type BenchResult, median, rounded } from '../report.ts';
import { type Consumed, type ConsumeOptions, consume } from './consume.ts';

export interface IngestOptions {
  /** Counted messages under measurement, for each consumer; the naive one gets a thirtieth. */
  events: number;
  repeats: number;
  shards: number;
  guilds: number;
  say: (line: string) => void;
}

const NAIVE_SHARE = 30;

/**
 * Messages a second on one core: a bare WebSocket that parses and counts (the ceiling), Procord's own cluster with
 * everything durable in Postgres, and what people write today. All of one round run one after the other, so that
 * whatever else the machine does touches them alike; figures are medians over the rounds, ratios too.
 */
export async function ingest(options: IngestOptions): Promise<BenchResult> {
  const { events, repeats, shards, guilds, say } = options;
  const warmUp = Math.ceil(events / 4);
  const big = { events, warmUp, shards, guilds, say, alone: true, compression: 'none' } as const;
  const small = { ...big, events: Math.ceil(events / NAIVE_SHARE), warmUp: Math.ceil(warmUp / NAIVE_SHARE) };
  const kinds = {
    ceiling: { ...big, consumer: 'ceiling' },
    procord: { ...big, consumer: 'procord' },
    naive: { ...small, consumer: 'naive' },
    ceiling_zlib: { ...big, consumer: 'ceiling', compression: 'zlib-stream' },
    procord_zlib: { ...big, consumer: 'procord', compression: 'zlib-stream' },
  } satisfies Record<string, ConsumeOptions>;
  const rounds: Record<keyof typeof kinds, Consumed>[] = [];
  for (let round = 1; round <= repeats; round++) {
    const done: Partial<Record<keyof typeof kinds, Consumed>> = {};
    for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
      const consumed = await consume(kinds[name]);
      done[name] = consumed;
      const { eventsPerCpuSecond, eventsPerWallSecond, lagP99Ms, waitedShare } = consumed;
      say(
        `round ${round}  ${name.padEnd(13)} ${Math.round(eventsPerCpuSecond)} events a CPU second, ` +
          `${Math.round(eventsPerWallSecond)} a second, lag p99 ${lagP99Ms.toFixed(1)} ms, ` +
          `waited ${(waitedShare * 100).toFixed(1)} %`,
      );
    }
    rounds.push(done as Record<keyof typeof kinds, Consumed>);
  }
  const of = (name: keyof typeof kinds, field: keyof Consumed) => median(rounds.map((round) => round[name][field]));
  const ratio = (a: keyof typeof kinds, b: keyof typeof kinds) =>
    rounded(median(rounds.map((round) => round[a].eventsPerCpuSecond / round[b].eventsPerCpuSecond)));
  const whole = (name: keyof typeof kinds, field: keyof Consumed) => Math.round(of(name, field));
  return {
    figures: {
      ceiling_events_per_second: whole('ceiling', 'eventsPerCpuSecond'),
      procord_events_per_second: whole('procord', 'eventsPerCpuSecond'),
      naive_events_per_second: whole('naive', 'eventsPerCpuSecond'),
      procord_of_ceiling: ratio('procord', 'ceiling'),
      procord_of_naive: ratio('procord', 'naive'),
      procord_lag_p99_ms: rounded(of('procord', 'lagP99Ms')),
      procord_lag_max_ms: rounded(of('procord', 'lagMaxMs')),
      procord_waited_share: rounded(of('procord', 'waitedShare')),
      postgres_us_per_event: rounded(of('procord', 'postgresMicrosecondsPerEvent')),
      naive_postgres_us_per_event: rounded(of('naive', 'postgresMicrosecondsPerEvent')),
      ceiling_wall_events_per_second: whole('ceiling', 'eventsPerWallSecond'),
      procord_wall_events_per_second: whole('procord', 'eventsPerWallSecond'),
      naive_wall_events_per_second: whole('naive', 'eventsPerWallSecond'),
      ceiling_zlib_events_per_second: whole('ceiling_zlib', 'eventsPerCpuSecond'),
      procord_zlib_events_per_second: whole('procord_zlib', 'eventsPerCpuSecond'),
      procord_zlib_of_ceiling_zlib: ratio('procord_zlib', 'ceiling_zlib'),
      procord_zlib_lag_p99_ms: rounded(of('procord_zlib', 'lagP99Ms')),
      events_compared: rounds.reduce((sum, round) => sum + round.procord.events + round.procord_zlib.events, 0),
    },
    goals: {
      procord_of_ceiling: { atLeast: 0.75 },
      procord_of_naive: { atLeast: 25 },
      procord_lag_p99_ms: { atMost: 50 },
    },
    notes: [
      '"events_per_second" is per CPU second (user and system) of the consuming process.',
      '"wall" ends when all is counted, or durable; the sender and Postgres share the other cores.',
      '"waited_share": of the wall time, how long the consumer could have run while other programs had its core.',
      'Every run compares its sum, and Procord every cell, with the ledger of what was sent; a difference ends the bench.',
    ],
  };
}
