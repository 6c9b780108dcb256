import type { Faults } from './control/faults.ts';
import type { InteractionDesk } from './control/interactions.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Invites } from './traffic/invites.ts';
import type { SnowflakeClock } from './world/snowflake.ts';
import type { Guild } from './world/types.ts';
import type { World } from './world/world.ts';

/** Obviously fake secrets, the same in every run until the bot token is reset. */
export interface Credentials {
  botToken: string;
  /** Also the bot's user id and the application's id. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The world's time in Unix ms. */
export interface Clock {
  now(): number;
}

/** Discord's `session_start_limit`, as /gateway/bot answers it. */
export interface SessionStartLimit {
  total: number;
  remaining: number;
  reset_after: number;
  max_concurrency: number;
}

/** One simulated Discord: what REST, OAuth2 and the control API act on. */
export interface Simulator {
  readonly world: World;
  readonly clock: Clock;
  /** Ids for things that happen now: `sim.ids.next(sim.clock.now())`. */
  readonly ids: SnowflakeClock;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly interactions: InteractionDesk;
  /** What was sent, in order: REST reads history from its message log. */
  readonly ledger: Ledger;
  /** Invites of guilds and who came by which. */
  readonly invites: Invites;
  /** Privileged intents granted to the application, as bits. */
  readonly grantedIntents: number;
  /** Our bot's registered commands: key '' for global ones, else the guild id. Written by REST. */
  readonly commands: Map<string, readonly Record<string, unknown>[]>;
  /** http://127.0.0.1:PORT, no slash at the end. */
  readonly url: string;
  /** ws://127.0.0.1:PORT/gateway */
  readonly gatewayUrl: string;
  /** Shards that /gateway/bot recommends. */
  readonly recommendedShards: number;
  sessionStartLimit(): SessionStartLimit;
  /**
   * Sends an event to every session whose shard holds the guild (null: shard 0) and whose intents include it.
   * For MESSAGE_CREATE of a bot or webhook, build `d` with an id from `ids`; ledger and log are not touched.
   */
  dispatch(guild: Guild | null, t: string, d: unknown): void;
  /** Our bot joins a guild with these rights: GUILD_CREATE. */
  addBot(guild: Guild, permissions: bigint): void;
  /** Our bot is removed: GUILD_DELETE, and nothing of the guild is sent any more. */
  removeBot(guild: Guild): void;
}
