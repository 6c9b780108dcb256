import { setTimeout as sleep } from 'node:timers/promises';
import { shardOf } from '#core/platform/snowflake.ts';
import type { ControlApi } from '../truth/control-api.ts';

const EVERY_MS = 250;
const GUILD_TEXT = 0;

/** What lies between an event and the frame that carries it, and between a frame and its reading: a lagging wire is in it. */
const READING_MS = 1_000;

export interface SteadyMessages {
  /** @returns by how many milliseconds a cell of voice may differ from the truth (docs/decisions/0003). */
  stop(): Promise<number>;
}

/**
 * A message in each shard four times a second, whatever else is sent. Voice states carry no time: one that is replayed
 * is as old as the message before it. So a joining and a leaving may each be off by the longest that a shard was
 * without a message, which is measured here: the machine makes the simulated Discord itself pause.
 */
export async function sendSteadyMessages(control: ControlApi, shards: number): Promise<SteadyMessages> {
  const places = new Map<number, { channelId: string; userId: string }>();
  for (const guild of await control.guilds()) {
    const channel = guild.channels.find((one) => one.type === GUILD_TEXT);
    if (guild.botIn && channel) places.set(shardOf(guild.id, shards), { channelId: channel.id, userId: guild.ownerId });
  }
  let stopped = false;
  let longestMs = 0;
  const running = (async () => {
    let last = performance.now();
    while (!stopped) {
      for (const place of places.values()) await control.message(place);
      const now = performance.now();
      longestMs = Math.max(longestMs, now - last);
      last = now;
      await sleep(EVERY_MS);
    }
  })();
  running.catch(() => {});
  return {
    async stop() {
      stopped = true;
      await running;
      return 2 * (READING_MS + Math.ceil(longestMs));
    },
  };
}
