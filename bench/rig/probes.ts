import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const helloSchema = z.object({ pid: z.number(), program: z.string() });
const readSchema = z.object({
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  lagP99Ms: z.number(),
  lagMaxMs: z.number(),
});
const liveSchema = z.object({ liveBytes: z.number(), heapBytes: z.number(), rssBytes: z.number() });

export type Reading = z.infer<typeof readSchema>;
export type LiveMemory = z.infer<typeof liveSchema>;

/** A process under measurement, asked from outside and answering from within: see probe.mjs. */
export interface Probe {
  readonly pid: number;
  /** Begins a measurement. */
  reset(): Promise<void>;
  /** CPU and wall time and the event loop's lag since the last reset. */
  read(): Promise<Reading>;
  /** Collects garbage and says what is left. */
  live(): Promise<LiveMemory>;
}

export type Probes = Awaited<ReturnType<typeof openProbes>>;

/** Waits for programs that are started with `env`. */
export async function openProbes() {
  const address = path.join(os.tmpdir(), `procord-probe-${process.pid}-${Date.now()}.sock`);
  const probes = new Map<number, Probe & { program: string }>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const waiting: ((line: string) => void)[] = [];
    const ask = (question: string) =>
      new Promise<unknown>((resolve, reject) => {
        waiting.push((line) => resolve(JSON.parse(line)));
        socket.once('close', () => reject(new Error('the process under measurement is gone')));
        socket.write(`${question}\n`);
      });
    let pid = 0;
    createInterface({ input: socket }).on('line', (line) => {
      if (pid !== 0) return waiting.shift()?.(line);
      const hello = helloSchema.parse(JSON.parse(line));
      pid = hello.pid;
      probes.set(pid, {
        ...hello,
        reset: async () => void (await ask('reset')),
        read: async () => readSchema.parse(await ask('read')),
        live: async () => liveSchema.parse(await ask('live')),
      });
    });
    socket.on('close', () => {
      sockets.delete(socket);
      probes.delete(pid);
    });
  });
  await new Promise<void>((resolve) => server.listen(address, resolve));
  return {
    /** For the environment of a program, and through it of its children. */
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(path.resolve('bench/rig/probe.mjs')).href}`,
      PROBE_SOCKET: address,
    },
    /** The running process of a program, by its file's name. */
    async find(program: string, timeoutMs = 30_000): Promise<Probe> {
      for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) {
        const found = [...probes.values()].findLast((probe) => path.basename(probe.program, '.js') === program);
        if (found) return found;
      }
      throw new Error(`no ${program} answers`);
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(address, { force: true });
    },
  };
}
