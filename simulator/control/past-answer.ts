import { z } from 'zod';
import type { LedgerCell } from '../ledger/ledger.ts';
import { HOUR_MS, type PastDay } from '../past/types.ts';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import type { JoinEntry } from '../traffic/invites.ts';
import type { Guild } from '../world/types.ts';
import { guildOf } from './apply-fault.ts';
import { ndjson } from './ndjson.ts';

/** `guildIds` is a list with commas; days count since 1970, both inclusive. */
export const pastQuestion = z.object({
  guildIds: z.string().optional(),
  fromDay: z.coerce.number().int().optional(),
  toDay: z.coerce.number().int().optional(),
});

export function describePast(sim: SimulatedDiscord) {
  const { fromMs, toMs, fromDay, toDay } = sim.past;
  return { fromMs, toMs, fromDay, toDay };
}

/** A line a day and guild, day by day. */
export function answerPast(sim: SimulatedDiscord, question: z.infer<typeof pastQuestion>): Response {
  const guilds = question.guildIds?.split(',').map((id) => guildOf(sim, id)) ?? sim.world.guilds;
  const days = daysOf(sim, guilds, question.fromDay ?? sim.past.fromDay, question.toDay ?? sim.past.toDay);
  return new Response(ndjson(days), { headers: { 'content-type': 'application/x-ndjson' } });
}

function* daysOf(sim: SimulatedDiscord, guilds: readonly Guild[], fromDay: number, toDay: number): Generator<PastDay> {
  const { past } = sim;
  for (let day = Math.max(fromDay, past.fromDay); day <= Math.min(toDay, past.toDay); day += 1)
    for (const guild of guilds) yield past.day(guild, day);
}

/** Who joined and by what, oldest first: since the start, and with `past` before it as well. */
export function listJoins(sim: SimulatedDiscord, guildId: string | null, past: boolean): JoinEntry[] {
  const since = sim.invites.joins(guildId);
  if (!past) return since;
  const guilds = guildId === null ? sim.world.guilds : [guildOf(sim, guildId)];
  const before = guilds.flatMap((guild) =>
    sim.past
      .memberships(guild)
      .filter((one) => one.kind === 'join')
      .map(({ userId, atMs, inviteCode }) => ({ guildId: guild.id, userId, atMs, inviteCode })),
  );
  return [...before.sort((a, b) => a.atMs - b.atMs), ...since];
}

/**
 * The ledger's cells with those of the past before them: cells of the hour in which the world began are added up, so
 * that none comes twice.
 */
export function* cellsWithPast(
  sim: SimulatedDiscord,
  question: { guildId?: string | undefined; fromMs?: number | undefined; toMs?: number | undefined },
  live: Iterable<LedgerCell>,
): Generator<LedgerCell> {
  const { past, world } = sim;
  const guild = question.guildId === undefined ? null : world.guildById(question.guildId);
  const guilds = question.guildId === undefined ? world.guilds : guild ? [guild] : [];
  const fromHour = Math.floor((question.fromMs ?? 0) / HOUR_MS);
  const toHour = question.toMs === undefined ? Number.POSITIVE_INFINITY : Math.ceil(question.toMs / HOUR_MS);
  const beganHour = Math.floor(past.toMs / HOUR_MS);
  const begun = new Map<string, LedgerCell>();
  const lastDay = Math.min(past.toDay, Math.floor((toHour - 1) / 24));
  for (const day of daysOf(sim, guilds, Math.floor(fromHour / 24), lastDay)) {
    const of = world.guildById(day.guildId);
    for (const one of day.cells) {
      if (one.hour < fromHour || one.hour >= toHour) continue;
      const parentId = of ? past.parentOf(of, one.channelId) : null;
      const cell = { guildId: day.guildId, ...one, parentId };
      if (one.hour === beganHour) begun.set(keyOf(cell), cell);
      else yield cell;
    }
  }
  for (const cell of live) {
    const before = cell.hour === beganHour ? begun.get(keyOf(cell)) : undefined;
    if (before) begun.delete(keyOf(cell));
    yield before ? sum(before, cell) : cell;
  }
  yield* begun.values();
}

function keyOf(cell: LedgerCell): string {
  return `${cell.channelId}/${cell.userId}`;
}

function sum(a: LedgerCell, b: LedgerCell): LedgerCell {
  return {
    ...b,
    messages: a.messages + b.messages,
    uncertainMessages: a.uncertainMessages + b.uncertainMessages,
    activeMs: a.activeMs + b.activeMs,
    mutedMs: a.mutedMs + b.mutedMs,
    deafenedMs: a.deafenedMs + b.deafenedMs,
    aloneMs: a.aloneMs + b.aloneMs,
  };
}
