import { z } from 'zod';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import { ndjson } from './ndjson.ts';
import { cellsWithPast } from './past-answer.ts';

export const ledgerQuestion = z.object({
  excluded: z
    .array(
      z.object({
        shardCount: z.int().min(1).optional(),
        shardId: z.int().min(0).optional(),
        guildId: z.string().optional(),
        fromMs: z.number(),
        toMs: z.number(),
      }),
    )
    .default([]),
  guildId: z.string().optional(),
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  /** Also what happened before the world began. Its holes are its own: `excluded` does not touch it. */
  past: z.boolean().default(false),
});

/** The ledger as NDJSON, one cell a line. With the past, how many cells there are is known only at the end. */
export async function answerLedger(sim: SimulatedDiscord, question: z.infer<typeof ledgerQuestion>): Promise<Response> {
  const asOfMs = sim.clock.now();
  const count = await sim.ledger.count({ ...question, asOfMs });
  const cells = question.past ? cellsWithPast(sim, question, count.cells()) : count.cells();
  return new Response(ndjson(cells), {
    headers: {
      'content-type': 'application/x-ndjson',
      ...(question.past ? {} : { 'x-ledger-cells': String(count.size) }),
      'x-ledger-as-of-ms': String(asOfMs),
      'x-ledger-complete-from-ms': String(sim.ledger.messages.completeFromMs),
    },
  });
}

export interface LedgerTotals {
  asOfMs: number;
  completeFromMs: number;
  cells: number;
  messages: number;
  uncertainMessages: number;
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
  aloneMs: number;
}

export async function ledgerTotals(
  sim: SimulatedDiscord,
  question: Partial<z.infer<typeof ledgerQuestion>> = {},
): Promise<LedgerTotals> {
  const asOfMs = sim.clock.now();
  const count = await sim.ledger.count({ ...question, asOfMs });
  const completeFromMs = sim.ledger.messages.completeFromMs;
  const sums: LedgerTotals = {
    asOfMs,
    completeFromMs,
    cells: count.size,
    messages: 0,
    uncertainMessages: 0,
    activeMs: 0,
    mutedMs: 0,
    deafenedMs: 0,
    aloneMs: 0,
  };
  for (const cell of count.cells()) {
    sums.messages += cell.messages;
    sums.uncertainMessages += cell.uncertainMessages;
    sums.activeMs += cell.activeMs;
    sums.mutedMs += cell.mutedMs;
    sums.deafenedMs += cell.deafenedMs;
    sums.aloneMs += cell.aloneMs;
  }
  return sums;
}
