import { z } from 'zod';
import type { SimulatedDiscord } from '../simulated-discord.ts';

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
});

const LINES_PER_CHUNK = 2000;

/** The ledger as NDJSON, one cell a line. */
export async function answerLedger(sim: SimulatedDiscord, question: z.infer<typeof ledgerQuestion>): Promise<Response> {
  const asOfMs = sim.clock.now();
  const count = await sim.ledger.count({ ...question, asOfMs });
  const cells = count.cells();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      let lines = '';
      for (let i = 0; i < LINES_PER_CHUNK; i += 1) {
        const next = cells.next();
        if (next.done) break;
        lines += `${JSON.stringify(next.value)}\n`;
      }
      if (lines === '') controller.close();
      else controller.enqueue(encoder.encode(lines));
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson',
      'x-ledger-cells': String(count.size),
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
