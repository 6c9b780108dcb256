import { DiscordAPIError, REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import type { Clock } from './clock.ts';
import { endsAfter } from './ending.ts';
import { RequestBudget } from './request-budget.ts';
import { snowflakeSchema } from './snowflake.ts';

/** Milliseconds one attempt may take; nobody waits for it. */
const TIMEOUT_MS = 15_000;
const RETRIES = 3;
/** Milliseconds until a request is given up for now, waiting for limits included. */
const PATIENCE_MS = 60_000;
/** Messages of one page, Discord's most. */
export const PAGE = 100;

const bits = z.string().transform((text) => BigInt(text));
const roleSchema = z.object({ id: snowflakeSchema, permissions: bits });
const guildSchema = z.object({ id: snowflakeSchema, owner_id: snowflakeSchema, roles: z.array(roleSchema) });
const memberSchema = z.object({ roles: z.array(snowflakeSchema) });
const channelSchema = z.object({
  id: snowflakeSchema,
  type: z.number(),
  parent_id: snowflakeSchema.nullish(),
  last_message_id: snowflakeSchema.nullish(),
  permission_overwrites: z
    .array(z.object({ id: snowflakeSchema, type: z.number(), allow: bits, deny: bits }))
    .optional(),
});
const threadSchema = channelSchema.extend({ thread_metadata: z.object({ archive_timestamp: z.string() }) });
const threadsSchema = z.object({ threads: z.array(threadSchema), has_more: z.boolean().optional() });
const messageSchema = z.object({
  id: snowflakeSchema,
  type: z.number(),
  webhook_id: z.string().optional(),
  author: z.object({ id: snowflakeSchema, bot: z.boolean().optional() }),
});

export type HistoryGuild = z.infer<typeof guildSchema>;
export type HistoryChannel = z.infer<typeof channelSchema>;
export type HistoryThread = z.infer<typeof threadSchema>;
export type HistoryMessage = z.infer<typeof messageSchema>;

/** `null`: there is no such thing, or the bot may not see it. */
type Answer<T> = Promise<T | null>;

/**
 * What filling in gaps asks Discord with the bot's token: slowly, within a budget of its own, patient with limits and
 * server errors. Throws AppError 'discord_unavailable' where Discord cannot be asked now.
 */
export interface DiscordHistory {
  /** Discord user id of the bot. */
  self(guildId: string): Promise<string>;
  guild(guildId: string): Answer<HistoryGuild>;
  /** Ids of the roles a member holds. */
  rolesOf(guildId: string, userId: string): Answer<string[]>;
  channels(guildId: string): Answer<HistoryChannel[]>;
  activeThreads(guildId: string): Answer<HistoryThread[]>;
  /** Newest archived first; the next page begins before the last one's archive_timestamp. */
  archivedThreads(
    guildId: string,
    channelId: string,
    before: string | null,
  ): Answer<{ threads: HistoryThread[]; hasMore: boolean }>;
  /** The messages that follow an id, at most PAGE, oldest first. */
  messagesAfter(guildId: string, channelId: string, id: string): Answer<HistoryMessage[]>;
}

export function createDiscordHistory(
  discord: { apiUrl: string; token: string },
  options: { perSecond: number; clock: Clock; signal?: AbortSignal },
): DiscordHistory {
  const { perSecond, clock, signal } = options;
  const rest = new REST({
    version: '10',
    api: discord.apiUrl,
    timeout: TIMEOUT_MS,
    retries: RETRIES,
    // What the client asks again by itself is a part of the budget, too.
    globalRequestsPerSecond: perSecond,
  });
  const budget = new RequestBudget(clock, perSecond, Math.max(1, perSecond / 2));
  // One for each request: the client listens to a signal for good.
  const ending = () => endsAfter(PATIENCE_MS, signal);
  const get = async <T>(
    guildId: string,
    route: `/${string}`,
    schema: z.ZodType<T>,
    query?: URLSearchParams,
  ): Answer<T> => {
    try {
      await budget.wait(guildId, signal);
      // A refused token is forgotten by the client; the next request tries it again.
      rest.setToken(discord.token);
      return schema.parse(await rest.get(route, { ...(query ? { query } : {}), signal: ending() }));
    } catch (error) {
      if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null;
      throw new AppError('discord_unavailable', `Discord did not answer ${route}`, { cause: error });
    }
  };
  let self: string | undefined;
  return {
    async self(guildId) {
      self ??= (await get(guildId, Routes.user(), z.object({ id: snowflakeSchema })))?.id;
      if (self === undefined) throw new AppError('discord_unavailable', 'Discord does not say who the bot is');
      return self;
    },
    guild: (guildId) => get(guildId, Routes.guild(guildId), guildSchema),
    rolesOf: async (guildId, userId) =>
      (await get(guildId, Routes.guildMember(guildId, userId), memberSchema))?.roles ?? null,
    channels: (guildId) => get(guildId, Routes.guildChannels(guildId), z.array(channelSchema)),
    activeThreads: async (guildId) =>
      (await get(guildId, Routes.guildActiveThreads(guildId), threadsSchema))?.threads ?? null,
    async archivedThreads(guildId, channelId, before) {
      const query = new URLSearchParams({ limit: '100', ...(before === null ? {} : { before }) });
      const page = await get(guildId, Routes.channelThreads(channelId, 'public'), threadsSchema, query);
      return page === null ? null : { threads: page.threads, hasMore: page.has_more === true };
    },
    async messagesAfter(guildId, channelId, id) {
      const query = new URLSearchParams({ after: id, limit: String(PAGE) });
      const page = await get(guildId, Routes.channelMessages(channelId), z.array(messageSchema), query);
      return page?.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)) ?? null;
    },
  };
}
