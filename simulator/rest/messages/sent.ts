import type { APIMessage } from 'discord-api-types/v10';
import { snowflakeMs } from '../../world/snowflake.ts';
import type { MessageInput } from './read-message.ts';

/** How many of our bot's own messages are remembered a channel. */
const kept = 500;
/** How long a nonce is remembered: Discord says "the past few minutes". */
const nonceMs = 3 * 60_000;

/** The messages our bot sent by REST. Traffic's messages are in the ledger's log. */
export class SentMessages {
  private readonly byChannel = new Map<string, APIMessage[]>();

  add(message: APIMessage): void {
    const list = this.byChannel.get(message.channel_id) ?? [];
    list.push(message);
    if (list.length > kept) list.shift();
    this.byChannel.set(message.channel_id, list);
  }

  in(channelId: string): readonly APIMessage[] {
    return this.byChannel.get(channelId) ?? [];
  }

  find(channelId: string, id: string): APIMessage | null {
    return this.in(channelId).find((message) => message.id === id) ?? null;
  }

  /** The message sent with the same nonce in the last minutes, where the sender asks for it to be the only one. */
  sentWith(channelId: string, input: MessageInput, nowMs: number): APIMessage | null {
    if (!input.enforceNonce) return null;
    const same = (message: APIMessage) => message.nonce === input.nonce && nowMs - snowflakeMs(message.id) <= nonceMs;
    return this.in(channelId).find(same) ?? null;
  }

  replace(message: APIMessage): void {
    const list = this.byChannel.get(message.channel_id) ?? [];
    const index = list.findIndex((one) => one.id === message.id);
    if (index >= 0) list[index] = message;
  }

  remove(message: APIMessage): void {
    const list = this.in(message.channel_id).filter((one) => one.id !== message.id);
    this.byChannel.set(message.channel_id, list);
  }
}
