import type { AccountsDeps } from '#core/accounts/deps.server.ts';
import { features } from '#core/ai/features.ts';
import { createModelAccess, type ModelAccess } from '#core/ai/model-client.server.ts';
import type { AssistantDeps } from '#core/assistant/deps.server.ts';
import { createStripe, type StripeAccess } from '#core/billing/stripe.server.ts';
import { ConsentWatch } from '#core/consent/consent-watch.server.ts';
import { createGuildReader, type GuildReader } from '#core/guilds/guild-reader.server.ts';
import { noteStructureRead } from '#core/guilds/note-structure-read.server.ts';
import { type Locale, offeredLocales } from '#core/i18n/rules.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import type { Config } from '#core/platform/config.server.ts';
import { type Database, openDatabase } from '#core/platform/db.server.ts';
import { createDiscordOauth, type DiscordUserGuild } from '#core/platform/discord-oauth.server.ts';
import { createDiscordRest } from '#core/platform/discord-rest.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { createHiddenRateLimit, type RateLimit } from '#core/platform/rate-limit.server.ts';
import { Recent } from '#core/platform/recent.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { watchPurposes } from '#core/privacy/watch-purposes.server.ts';
import { createLiveHub, type LiveHub } from './live-hub.server.ts';

/** Several people can be behind one address. */
const LETTERS = { points: 10, seconds: 3_600 };

/** What the routes stand on: made once by the server, handed to each route by its context. */
export interface Dependencies extends AccountsDeps {
  config: Config;
  log: Logger;
  /** Speaks as the dashboard: what was counted is out of its reach. */
  db: Database;
  /** Speaks as the counts: accounts are out of its reach. */
  counts: Database;
  /** Speaks as the owner, for the rights of people alone: they reach over both. */
  rights: Database;
  clock: Clock;
  discord: Config['discord'];
  /** Null where no premium is sold. */
  stripe: StripeAccess | null;
  /** Null where no model is used. */
  models: ModelAccess | null;
  reader: GuildReader;
  assistant: AssistantDeps;
  /** Guild lists by session, as Discord told them to the person's own token. */
  ownGuilds: Recent<DiscordUserGuild[]>;
  live: LiveHub;
  /** Letters of people without an account, by the network that they come from. */
  letters: RateLimit;
  locales: readonly Locale[];
  close(): Promise<void>;
}

export function createDependencies(config: Config, log: Logger): Dependencies {
  const clock = systemClock;
  const { secrets } = config;
  const { url } = config.database;
  const guard = createPurposeGuard(purposeReach);
  const db = openDatabase(url, { guard, max: 8, name: 'procord web', secrets, role: 'procord_dashboard' });
  const counts = openDatabase(url, { guard, max: 10, name: 'procord web counts', secrets, role: 'procord_analytics' });
  const rights = openDatabase(url, { guard, max: 2, name: 'procord web rights', secrets });
  // Speaks as a model, for all that an answer may rest on: it reads little and writes nothing.
  const modelDb = openDatabase(url, {
    guard,
    max: 4,
    name: 'procord web model',
    role: 'procord_model',
    acts: ['model'],
  });
  const reader = createGuildReader(createDiscordRest(config.discord), clock, (guildId, what) =>
    noteStructureRead({ db, clock }, { guildId, what, why: 'dashboard' }),
  );
  const models = createModelAccess(config.ai, features);
  const live = createLiveHub(config.database.url, log, clock);
  const consents = new ConsentWatch(db, 'web', log);
  consents.start();
  const uses = watchPurposes({ db, clock, log }, guard);
  return {
    config,
    log,
    db,
    counts,
    rights,
    clock,
    live,
    letters: createHiddenRateLimit(clock, LETTERS),
    discord: config.discord,
    stripe: createStripe(config.stripe),
    models,
    oauth: createDiscordOauth({ ...config.discord, sendsMail: config.mail !== null }),
    reader,
    assistant: {
      ...{ db, modelDb, reader, clock, sources: policySources() },
      ai: { db, clock, log, models, register: features },
    },
    ownGuilds: new Recent(2_000, clock),
    secrets: config.secrets,
    staffIds: config.staffIds,
    locales: offeredLocales(config.mode),
    async close() {
      await live.close();
      await consents.stop();
      await uses.stop();
      await modelDb.close();
      await rights.close();
      await counts.close();
      await db.close();
    },
  };
}
