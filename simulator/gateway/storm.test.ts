import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyFault } from '../control/apply-fault.ts';
import { type RunningSimulator, startSimulator } from '../start-simulator.ts';
import { RawClient } from '../testing/raw-client.ts';
import { burst } from '../traffic/burst.ts';
import { Random } from '../world/random.ts';
import { INTENT } from './intents.ts';

let running: RunningSimulator;
const SHARDS = 4;

beforeAll(async () => {
  running = await startSimulator({ guilds: 20, largestGuild: 5000, eventsPerSecond: 0, identifyIntervalMs: 0 });
});
afterAll(() => running.stop());

/** A shard that does it right: resumes from what it holds, and counts no sequence twice. */
class CarefulShard {
  readonly messages = new Map<string, number>();
  sequence = 0;
  resumes = 0;
  private stopped = false;
  private client: RawClient | null = null;
  private sessionId = '';
  readonly done: Promise<void>;

  constructor(id: number) {
    this.done = this.run(id);
  }

  private async run(id: number): Promise<void> {
    const { sim } = running;
    const token = sim.credentials.botToken;
    while (!this.stopped) {
      const client = await RawClient.open(sim.gatewayUrl, '', id % 2 === 0 ? null : 'zlib-stream').catch(() => null);
      if (!client) continue;
      this.client = client;
      if (this.sessionId === '')
        client.identify({ token, intents: INTENT.guilds | INTENT.guildMessages, shard: [id, SHARDS] });
      else client.resume(token, this.sessionId, this.sequence);
      let at = 0;
      const over = client.closed.then(() => true);
      while (!(await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 5, false))]))) {
        at = this.take(client, at);
        if (this.stopped) break;
      }
      this.take(client, at);
    }
  }

  private take(client: RawClient, from: number): number {
    for (const one of client.payloads.slice(from)) {
      if (one.op === 9 || one.op === 7) client.ws.close(4200);
      if (one.s === null || one.s <= this.sequence) continue;
      this.sequence = one.s;
      if (one.t === 'READY') this.sessionId = client.sessionId;
      if (one.t === 'RESUMED') this.resumes += 1;
      if (one.t !== 'MESSAGE_CREATE') continue;
      const d = one.d as { id: string; type: number; author: { bot?: boolean }; guild_id: string };
      if (d.author.bot || (d.type !== 0 && d.type !== 19)) continue;
      expect(this.messages.has(d.id)).toBe(false);
      this.messages.set(d.id, Number(BigInt(d.guild_id) >> 22n) % SHARDS);
    }
    return client.payloads.length;
  }

  reconnect(): void {
    this.client?.ws.terminate();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
    this.client?.ws.terminate();
  }
}

describe('a storm', () => {
  test('loses and doubles nothing for shards that resume: drops, resets, duplicates, lag, half-open, op 7, op 9 true', async () => {
    const { sim } = running;
    const shards = Array.from({ length: SHARDS }, (_, id) => new CarefulShard(id));
    while (shards.some((one) => one.sequence === 0)) await new Promise((resolve) => setTimeout(resolve, 10));
    const random = new Random(5);
    const resumes = () => shards.reduce((sum, one) => sum + one.resumes, 0);
    let raging = true;
    const storm = (async () => {
      while (raging || resumes() <= 10) {
        const hit = [random.below(SHARDS)];
        const dice = random.below(7);
        if (dice === 0) applyFault(sim, { kind: 'drop', shards: hit, code: 4000, reset: false });
        else if (dice === 1) applyFault(sim, { kind: 'drop', shards: hit, reset: true });
        else if (dice === 2) applyFault(sim, { kind: 'duplicate', shards: hit, frames: 200 });
        else if (dice === 3) applyFault(sim, { kind: 'lag', shards: 'all', lagMs: 30, ms: 60 });
        else if (dice === 4) applyFault(sim, { kind: 'reconnect', shards: hit });
        else if (dice === 5) applyFault(sim, { kind: 'invalid-session', shards: hit, resumable: true });
        else {
          applyFault(sim, { kind: 'half-open', shards: hit });
          setTimeout(() => shards[hit[0] ?? 0]?.reconnect(), 50);
        }
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    })();
    const result = await burst(sim, { events: 30_000, eventsPerSecond: 8000, noise: 0.1 });
    raging = false;
    await storm;
    const total = () => shards.reduce((sum, one) => sum + one.messages.size, 0);
    const end = Date.now() + 10_000;
    while (total() < result.events && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all(shards.map((one) => one.stop()));
    const cells = await sim.ledger.cells({ asOfMs: sim.clock.now() });
    expect(cells.reduce((sum, one) => sum + one.messages, 0)).toBe(30_000);
    expect(total()).toBe(30_000);
    expect(resumes()).toBeGreaterThan(10);
    expect(sim.hub.admission.counts).toMatchObject({ identifies: SHARDS, resumesRefused: 0 });
  });
});
