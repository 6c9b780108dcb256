import type { APIMessage } from 'discord-api-types/v10';
import { INTENT } from '../../gateway/intents.ts';
import { messageObject } from '../../gateway/message-text.ts';
import { emptyEntry, type MessageEntry, type MessageLog } from '../../ledger/message-log.ts';
import type { Simulator } from '../../simulator.ts';
import { snowflake, snowflakeLow, snowflakeMs } from '../../world/snowflake.ts';
import type { Channel } from '../../world/types.ts';
import type { SentMessages } from './sent.ts';

export type Window =
  | { kind: 'before'; id: string | null }
  | { kind: 'after'; id: string }
  | { kind: 'around'; id: string };

/** A page of a channel's messages, newest first, as Discord answers it: `after` gives those that follow at once. */
export function history(
  sim: Simulator,
  sent: SentMessages,
  channel: Channel,
  window: Window,
  limit: number,
): APIMessage[] {
  const source = { sim, sent, channel };
  if (window.kind === 'before') return older(source, window.id, limit);
  if (window.kind === 'after') return newer(source, window.id, limit).reverse();
  const half = Math.floor(limit / 2);
  const next = (BigInt(window.id) + 1n).toString();
  return [...newer(source, window.id, half).reverse(), ...older(source, next, limit - half)];
}

/** One message of a channel, or null. */
export function messageById(sim: Simulator, sent: SentMessages, channel: Channel, id: string): APIMessage | null {
  const previous = (BigInt(id) - 1n).toString();
  const [found] = newer({ sim, sent, channel }, previous, 1);
  return found?.id === id ? found : null;
}

type Source = { sim: Simulator; sent: SentMessages; channel: Channel };

/** Up to `limit` messages with ids below `id` (null: all), newest first. */
function older({ sim, sent, channel }: Source, id: string | null, limit: number): APIMessage[] {
  const log = sim.ledger.messages;
  const entry = emptyEntry();
  const own = sent.in(channel.id).filter((message) => id === null || BigInt(message.id) < BigInt(id));
  const found: APIMessage[] = [];
  for (let i = (id === null ? log.next : firstAtOrAfter(log, id)) - 1; i >= log.first && found.length < limit; i -= 1) {
    if (log.read(i, entry).channel === channel.index) found.push(shapeOf(sim, entry));
  }
  return merged(own, found).reverse().slice(0, limit);
}

/** Up to `limit` messages with ids above `id`, oldest first. */
function newer({ sim, sent, channel }: Source, id: string, limit: number): APIMessage[] {
  const log = sim.ledger.messages;
  const entry = emptyEntry();
  const own = sent.in(channel.id).filter((message) => BigInt(message.id) > BigInt(id));
  const found: APIMessage[] = [];
  const from = firstAtOrAfter(log, (BigInt(id) + 1n).toString());
  for (let i = from; i < log.next && found.length < limit; i += 1) {
    if (log.read(i, entry).channel === channel.index) found.push(shapeOf(sim, entry));
  }
  return merged(own, found).slice(0, limit);
}

/** Oldest first. */
function merged(own: readonly APIMessage[], found: readonly APIMessage[]): APIMessage[] {
  return [...own, ...found].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/** The log is in the order of ids. */
function firstAtOrAfter(log: MessageLog, id: string): number {
  const ms = snowflakeMs(id);
  const low = snowflakeLow(id);
  const entry = emptyEntry();
  let from = log.first;
  let to = log.next;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    log.read(middle, entry);
    if (entry.ms < ms || (entry.ms === ms && entry.low < low)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Over REST a message has no guild and no member beside it, and its words only with MESSAGE_CONTENT. */
function shapeOf(sim: Simulator, entry: MessageEntry): APIMessage {
  const full = (sim.grantedIntents & INTENT.messageContent) !== 0;
  const id = snowflake(entry.ms, entry.low);
  const {
    guild_id: _guild,
    member: _member,
    channel_type: _type,
    ...message
  } = messageObject(sim.world, entry, id, full);
  return message as unknown as APIMessage;
}
