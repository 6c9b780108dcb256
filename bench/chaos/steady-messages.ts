import { setTimeout as sleep } from 'node:timers/promises';
import { shardOf } from '#core/platform/snowflake.ts';
import type { ControlApi } from '../truth/control-api.ts';

const EVERY_MS = 250;
const GUILD_TEXT = 0;

export interface SteadyMessages {
  /** @returns the longest, in milliseconds, that a shard was without a message. */
  stop(): Promise<number>;
}

/**
 * A message in each shard four times a second, whatever else is sent. Voice states carry no time: one that is replayed
 * is as old as the message before it (docs/decisions/0003). No shard that is worth counting is silent for long.
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
      return Math.ceil(longestMs);
    },
  };
}
