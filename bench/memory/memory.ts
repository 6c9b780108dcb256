import { type BenchResult, rounded } from '../report.ts';
import { counterKeyCost } from './counter-key.ts';
import { guildCost } from './guild-cost.ts';
import { heapSlope } from './heap-slope.ts';

export interface MemoryOptions {
  guilds: number;
  people: number;
  say: (line: string) => void;
}

/** What a guild, a counter key and an hour cost in live memory of the process that counts. */
export async function memory({ guilds, people, say }: MemoryOptions): Promise<BenchResult> {
  const procord = await guildCost('procord', guilds, say);
  const standard = await guildCost('default', guilds, say);
  const key = await counterKeyCost(people, say);
  const slope = await heapSlope({ people, say });
  return {
    figures: {
      procord_guild_bytes: Math.round(procord),
      default_guild_bytes: Math.round(standard),
      procord_of_default: rounded(procord / standard, 4),
      counter_key_bytes: rounded(key.bytes, 1),
      counter_keys: key.keys,
      heap_slope_mb_per_hour: rounded(slope.bytesPerHour / 2 ** 20),
      slope_people: slope.people,
      slope_processes: slope.processes,
      slope_samples: slope.samples,
      slope_first_mb: rounded(slope.firstBytes / 2 ** 20, 1),
      slope_last_mb: rounded(slope.lastBytes / 2 ** 20, 1),
    },
    goals: {
      procord_guild_bytes: { atMost: 20_000 },
      procord_of_default: { atMost: 0.2 },
      counter_key_bytes: { atMost: 100 },
      heap_slope_mb_per_hour: { atMost: 1 },
    },
    notes: [
      'Live memory is heap and buffers after garbage collection, in the real cluster process.',
      'An hour is one of the simulated clock: 24 steps of 5 minutes, each with its messages; two clusters are killed',
      'and resumed by their replacements. Samples are taken with nothing waiting, the first 3 of a process left out.',
    ],
  };
}
