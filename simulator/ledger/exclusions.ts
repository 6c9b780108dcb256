import { shardOf } from '../world/snowflake.ts';
import type { Guild } from '../world/types.ts';

/** A span [fromMs, toMs) in which a shard, or one guild, was not observed. */
export interface Exclusion {
  shardCount?: number | undefined;
  shardId?: number | undefined;
  guildId?: string | undefined;
  fromMs: number;
  toMs: number;
}

export type Span = readonly [fromMs: number, toMs: number];

/** For each guild, its excluded spans, merged and in order. An exclusion without shard and guild is for all. */
export function spansByGuild(guilds: readonly Guild[], exclusions: readonly Exclusion[]): Span[][] {
  return guilds.map((guild) => {
    const own = exclusions.filter((one) => applies(one, guild)).map((one): Span => [one.fromMs, one.toMs]);
    return merge(own);
  });
}

function applies(one: Exclusion, guild: Guild): boolean {
  if (one.toMs <= one.fromMs) return false;
  if (one.guildId !== undefined) return one.guildId === guild.id;
  if (one.shardId === undefined) return true;
  return shardOf(guild.id, one.shardCount ?? 1) === one.shardId;
}

function merge(spans: Span[]): Span[] {
  spans.sort((a, b) => a[0] - b[0]);
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && span[0] <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], span[1])];
    else out.push(span);
  }
  return out;
}

export function isExcluded(spans: readonly Span[], ms: number): boolean {
  for (const [from, to] of spans) if (ms >= from && ms < to) return true;
  return false;
}

/** Milliseconds of [fromMs, toMs) outside the spans. */
export function observedMs(spans: readonly Span[], fromMs: number, toMs: number): number {
  let ms = toMs - fromMs;
  for (const [from, to] of spans) ms -= Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs));
  return ms;
}
