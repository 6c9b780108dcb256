import { DiscordAPIError, parseResponse, REST, RequestMethod } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import type { Clock } from './clock.ts';
import { endsAfter } from './ending.ts';
import { RequestBudget } from './request-budget.ts';
import { snowflakeSchema } from './snowflake.ts';

/** Milliseconds one attempt may take; a reading that took long says little. */
const TIMEOUT_MS = 8_000;
const PATIENCE_MS = 20_000;
/** A guild without a vanity URL is not asked for it again for this long; most cannot have one, and are refused. */
const NO_VANITY_MS = 600_000;
/** Our clock and Discord's may be this far apart, its second apart. */
const CLOCKS_APART_MS = 1_000;

const codeSchema = z.string().regex(/^[\w-]{1,64}$/);
const inviteSchema = z.object({
  code: codeSchema,
  channel: z.object({ id: snowflakeSchema }).nullish(),
  // Absent where the bot may see the invites and not how often they were used.
  uses: z.number().int().min(0).optional(),
  max_uses: z.number().int().min(0).optional(),
  created_at: z.iso.datetime({ offset: true }).optional(),
  expires_at: z.iso.datetime({ offset: true }).nullish(),
});
const vanitySchema = z.object({ code: codeSchema.nullable(), uses: z.number().int().min(0).default(0) });

export interface InviteOfGuild {
  code: string;
  channelId: string | null;
  uses: number;
  maxUses: number;
  createdMs: number;
  expiresMs: number | null;
}

/** All invites of a guild. Instants in milliseconds since 1970. */
export interface InviteReading {
  /** Just before the first request and just after the last answer, by a clock that agrees with Discord's. */
  fromMs: number;
  toMs: number;
  invites: InviteOfGuild[];
  /** Null where the guild has none. */
  vanity: { code: string; uses: number } | null;
}

/** What looking for the invite of a join asks Discord with the bot's token, within a budget of its own. */
export interface DiscordInvites {
  /**
   * Null where the bot may not see how often invites were used: it needs Manage Server.
   * Throws AppError 'discord_unavailable' where Discord cannot be asked now, or the two clocks disagree.
   */
  read(guildId: string): Promise<InviteReading | null>;
}

export function createDiscordInvites(
  discord: { apiUrl: string; token: string },
  options: { perSecond: number; clock: Clock; signal?: AbortSignal },
): DiscordInvites {
  const { perSecond, clock, signal } = options;
  const rest = new REST({ version: '10', api: discord.apiUrl, timeout: TIMEOUT_MS, retries: 1 });
  const budget = new RequestBudget(clock, perSecond, Math.max(1, perSecond / 2));
  const noVanityUntil = new Map<string, number>();
  const ending = () => endsAfter(PATIENCE_MS, signal);

  const get = async <T>(guildId: string, route: `/${string}`, schema: z.ZodType<T>) => {
    try {
      await budget.wait(guildId, signal);
      // A refused token is forgotten by the client; the next request tries it again.
      rest.setToken(discord.token);
      const fromMs = clock.now();
      const response = await rest.queueRequest({ fullRoute: route, method: RequestMethod.Get, signal: ending() });
      const toMs = clock.now();
      const dateMs = Date.parse(response.headers.get('date') ?? '');
      return { fromMs, toMs, dateMs, of: schema.parse(await parseResponse(response)) };
    } catch (error) {
      if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null;
      throw new AppError('discord_unavailable', `Discord did not answer ${route}`, { cause: error });
    }
  };

  const getVanity = async (guildId: string) => {
    const now = clock.now();
    for (const [one, untilMs] of noVanityUntil) if (untilMs <= now) noVanityUntil.delete(one);
    if (noVanityUntil.has(guildId)) return null;
    const answer = await get(guildId, Routes.guildVanityUrl(guildId), vanitySchema);
    if (answer === null || answer.of.code === null) {
      noVanityUntil.set(guildId, now + NO_VANITY_MS);
      return null;
    }
    return { code: answer.of.code, uses: answer.of.uses };
  };

  return {
    async read(guildId) {
      const invites = await get(guildId, Routes.guildInvites(guildId), z.array(inviteSchema));
      if (invites === null || invites.of.some((invite) => invite.uses === undefined)) return null;
      const { fromMs, dateMs } = invites;
      const isAgreed = dateMs + 1_000 > fromMs - CLOCKS_APART_MS && dateMs < invites.toMs + CLOCKS_APART_MS;
      if (!isAgreed) throw new AppError('discord_unavailable', 'Discord and this machine disagree about the time');
      const vanity = await getVanity(guildId);
      return {
        fromMs,
        toMs: clock.now(),
        invites: invites.of.map((invite) => ({
          code: invite.code,
          channelId: invite.channel?.id ?? null,
          uses: invite.uses ?? 0,
          maxUses: invite.max_uses ?? 0,
          createdMs: invite.created_at === undefined ? 0 : Date.parse(invite.created_at),
          expiresMs: invite.expires_at == null ? null : Date.parse(invite.expires_at),
        })),
        vanity,
      };
    },
  };
}
