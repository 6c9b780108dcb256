import { z } from 'zod';

/** Milliseconds since 1970 of Discord's own epoch. Source: Discord API reference, "Snowflakes". */
export const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** A Discord id as it stands in JSON, URLs and forms: a decimal string of 64 unsigned bits at most. */
export const snowflakeSchema = z
  .string()
  .regex(/^[1-9]\d{14,19}$/, { abort: true })
  .refine((text) => BigInt(text) <= 9_223_372_036_854_775_807n);

/** The instant a snowflake was made, in milliseconds since 1970. */
export function snowflakeMs(id: string | bigint): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

/** The lowest id that can be made at an instant of milliseconds since 1970, or later. */
export function firstSnowflake(ms: number): bigint {
  return BigInt(Math.max(0, Math.ceil(ms) - DISCORD_EPOCH_MS)) << 22n;
}

/** Shard of a guild. Source: Discord gateway reference, "Sharding". */
export function shardOf(guildId: string | bigint, shardCount: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

export const HOUR_MS = 3_600_000;

/** Whole UTC hours since 1970 of an instant in milliseconds. */
export function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS);
}
