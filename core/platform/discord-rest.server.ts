import { DiscordAPIError, REST } from '@discordjs/rest';
import type {
  APIChannel,
  APIGuild,
  APIGuildMember,
  RESTGetAPIGuildChannelsResult,
  RESTGetAPIGuildThreadsResult,
  RESTGetCurrentApplicationResult,
} from 'discord-api-types/v10';
import { Routes } from 'discord-api-types/v10';
import { AppError } from './app-error.ts';

/** Milliseconds until a question that a page waits for is given up, queueing behind rate limits included. */
const PATIENCE_MS = 4_000;

/**
 * What the product asks Discord with the bot's token.
 * Each answers null where Discord says that there is no such thing or that the bot may not see it,
 * and throws AppError 'discord_unavailable' where Discord cannot be asked.
 */
export interface DiscordRest {
  /** Roles and owner included. */
  guild(guildId: string): Promise<APIGuild | null>;
  member(guildId: string, userId: string): Promise<APIGuildMember | null>;
  channels(guildId: string): Promise<RESTGetAPIGuildChannelsResult | null>;
  activeThreads(guildId: string): Promise<RESTGetAPIGuildThreadsResult | null>;
  channel(channelId: string): Promise<APIChannel | null>;
  /** The bot's own application. */
  application(): Promise<RESTGetCurrentApplicationResult | null>;
}

export function createDiscordRest(discord: { apiUrl: string; token: string }): DiscordRest {
  const rest = new REST({ version: '10', api: discord.apiUrl, timeout: PATIENCE_MS, retries: 1 }).setToken(
    discord.token,
  );
  const get = async <T>(route: `/${string}`): Promise<T | null> => {
    try {
      return (await rest.get(route, { signal: AbortSignal.timeout(PATIENCE_MS) })) as T;
    } catch (error) {
      if (error instanceof DiscordAPIError && (error.status === 404 || error.status === 403)) return null;
      throw new AppError('discord_unavailable', `Discord did not answer ${route}`, { cause: error });
    }
  };
  return {
    guild: (guildId) => get(Routes.guild(guildId)),
    member: (guildId, userId) => get(Routes.guildMember(guildId, userId)),
    channels: (guildId) => get(Routes.guildChannels(guildId)),
    activeThreads: (guildId) => get(Routes.guildActiveThreads(guildId)),
    channel: (channelId) => get(Routes.channel(channelId)),
    application: () => get(Routes.currentApplication()),
  };
}
