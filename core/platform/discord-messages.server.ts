import { DiscordAPIError, REST } from '@discordjs/rest';
import { RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import { snowflakeSchema } from './snowflake.ts';

/** Milliseconds until a request is given up, waiting for limits included. */
const PATIENCE_MS = 15_000;

const messageSchema = z.object({
  id: snowflakeSchema,
  content: z.string(),
  author: z.object({ id: snowflakeSchema }),
});
export type DiscordMessage = z.infer<typeof messageSchema>;

export interface NewMessage {
  /** At most 2000 characters. */
  content: string;
  /** At most 25 characters: a second message with it within a few minutes is the first one. */
  nonce: string;
  /** A PNG, with the words for those who do not see it. */
  picture: { name: string; png: Uint8Array; alt: string } | null;
}

/** Why a message cannot be written there, however often it is tried. */
export type Refusal = 'unknown_channel' | 'missing_permissions';

/** Messages the bot writes by itself. Throws AppError 'discord_unavailable' where Discord cannot be asked now. */
export interface DiscordMessages {
  send(channelId: string, message: NewMessage): Promise<{ id: string } | { refused: Refusal }>;
  /**
   * The messages that follow an id, at most a hundred, oldest first. Where the bot may not read the history Discord says
   * that there is none.
   */
  readAfter(channelId: string, id: string): Promise<DiscordMessage[]>;
}

export function createDiscordMessages(discord: { apiUrl: string; token: string }): DiscordMessages {
  const rest = new REST({ version: '10', api: discord.apiUrl, timeout: PATIENCE_MS, retries: 1 });
  const ask = async <T>(work: () => Promise<unknown>, schema: z.ZodType<T>): Promise<T | { refused: Refusal }> => {
    try {
      // A refused token is forgotten by the client; the next request tries it again.
      rest.setToken(discord.token);
      return schema.parse(await work());
    } catch (error) {
      const refused = error instanceof DiscordAPIError ? refusalOf(error) : null;
      if (refused !== null) return { refused };
      throw new AppError('discord_unavailable', 'Discord did not take or show a message', { cause: error });
    }
  };
  return {
    send(channelId, { content, nonce, picture }) {
      const body = { content, nonce, enforce_nonce: true, allowed_mentions: { parse: [] } };
      const described = picture ? [{ id: 0, filename: picture.name, description: picture.alt }] : [];
      const files = picture ? [{ name: picture.name, data: Buffer.from(picture.png), contentType: 'image/png' }] : [];
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const options = { body: { ...body, attachments: described }, files, signal };
      return ask(() => rest.post(Routes.channelMessages(channelId), options), z.object({ id: snowflakeSchema }));
    },
    async readAfter(channelId, id) {
      const query = new URLSearchParams({ limit: '100', after: id });
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const found = await ask(
        () => rest.get(Routes.channelMessages(channelId), { query, signal }),
        z.array(messageSchema),
      );
      return 'refused' in found ? [] : found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    },
  };
}

function refusalOf({ status, code }: DiscordAPIError): Refusal | null {
  if (status === 404 || code === RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel) return 'unknown_channel';
  return status === 403 ? 'missing_permissions' : null;
}
