import { DiscordAPIError, REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import { snowflakeMs, snowflakeSchema } from './snowflake.ts';

/** Milliseconds until a question is given up, waiting for limits included; nobody waits for it. */
const PATIENCE_MS = 30_000;
/** Milliseconds one attempt may take. */
const TIMEOUT_MS = 8_000;
/** Entitlements of one page, Discord's most. */
const PAGE = 100;

const instant = z.iso.datetime({ offset: true }).nullish();

/** Source: Discord API reference, "Entitlement Object". */
const entitlementSchema = z
  .object({
    id: snowflakeSchema,
    guild_id: snowflakeSchema.nullish(),
    deleted: z.boolean().default(false),
    starts_at: instant,
    ends_at: instant,
  })
  .transform(({ id, guild_id, deleted, starts_at, ends_at }) => ({
    id,
    /** Null: of a person, not of a guild. */
    guildId: guild_id ?? null,
    /** Taken back: refunded, or removed by hand. */
    isDeleted: deleted,
    /** Entitlements made for tests have no times: they hold from when they were made. */
    startsAt: new Date(starts_at ?? snowflakeMs(id)),
    endsAt: ends_at ? new Date(ends_at) : null,
  }));

export type DiscordEntitlement = z.output<typeof entitlementSchema>;

/** What was bought of one SKU in Discord's shop. Throws AppError 'discord_unavailable' where Discord cannot be asked. */
export interface DiscordEntitlements {
  /** All of a guild: ended and deleted ones too. */
  ofGuild(guildId: string): Promise<DiscordEntitlement[]>;
  /** Those of every guild and person that have not ended and are not deleted. */
  running(): Promise<DiscordEntitlement[]>;
}

export function createDiscordEntitlements(
  discord: { apiUrl: string; token: string; clientId: string },
  skuId: string,
): DiscordEntitlements {
  const rest = new REST({ version: '10', api: discord.apiUrl, timeout: TIMEOUT_MS, retries: 1 });
  const route = Routes.entitlements(discord.clientId);
  const page = async (query: Record<string, string>) => {
    try {
      // A refused token is forgotten by the client; the next question tries it again.
      rest.setToken(discord.token);
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await rest.get(route, { query: new URLSearchParams({ sku_ids: skuId, ...query }), signal });
      return z.array(entitlementSchema).parse(answer);
    } catch (error) {
      const why = error instanceof DiscordAPIError ? `${error.status}` : 'no answer that can be read';
      throw new AppError('discord_unavailable', `Discord did not list entitlements: ${why}`, { cause: error });
    }
  };
  const whole = async (query: Record<string, string>) => {
    const found: DiscordEntitlement[] = [];
    for (let after = '0'; ; ) {
      const next = await page({ ...query, after, limit: String(PAGE) });
      found.push(...next);
      const highest = next.reduce((most, { id }) => (BigInt(id) > most ? BigInt(id) : most), BigInt(after));
      if (next.length < PAGE || highest <= BigInt(after)) return found;
      after = highest.toString();
    }
  };
  return {
    ofGuild: (guildId) => whole({ guild_id: guildId, exclude_deleted: 'false' }),
    running: () => whole({ exclude_ended: 'true' }),
  };
}
