import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { StripeStore } from './store.ts';

const AFTER_MS = 300;

const maps = [
  'customers',
  'subscriptions',
  'invoices',
  'charges',
  'invoicePayments',
  'refunds',
  'disputes',
  'checkouts',
  'plans',
] as const;

interface Kept {
  aheadMs: number;
  events: StripeStore['events'];
  declining: string[];
  objects: Record<(typeof maps)[number], [string, unknown][]>;
}

/**
 * Keeps what the stand-in knows in a file, so that a start later finds its customers and subscriptions again: the
 * product's database remembers them.
 * @returns what writes it down for the last time
 */
export function keepStore(store: StripeStore, file: string): () => void {
  if (existsSync(file)) load(store, JSON.parse(readFileSync(file, 'utf8')) as Kept);
  let written = '';
  const save = () => {
    const text = JSON.stringify(dump(store));
    if (text === written) return;
    written = text;
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  const timer = setInterval(save, AFTER_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    save();
  };
}

function dump(store: StripeStore): Kept {
  const objects = Object.fromEntries(maps.map((name) => [name, [...store[name]]])) as Kept['objects'];
  return { aheadMs: store.clock.ahead(), events: store.events, declining: [...store.declining], objects };
}

function load(store: StripeStore, { aheadMs, events, declining, objects }: Kept): void {
  store.clock.moveTo(store.clock.machine() + aheadMs);
  store.events.push(...events);
  for (const customer of declining) store.declining.add(customer);
  for (const name of maps) {
    const known: Map<string, unknown> = store[name];
    for (const [id, object] of objects[name]) known.set(id, object);
  }
}
