import path from 'node:path';
import { type Env, readEnv } from './env.server.ts';

/** The environment in the shape the rooms use. Rooms receive the part they need; nobody else reads process.env. */
export type Config = ReturnType<typeof shapeConfig>;

export function shapeConfig(env: Env) {
  return {
    mode: env.NODE_ENV,
    log: { level: env.LOG_LEVEL },
    home: env.PROCORD_HOME,
    /** Who was erased, in a file that outlives the database; names nobody. */
    ledger: env.PROCORD_ERASURE_LEDGER ?? path.join(env.PROCORD_HOME, 'erasures.jsonl'),
    database: { url: env.DATABASE_URL },
    /** First secret seals and signs; the older ones still open. */
    secrets: [env.PROCORD_SECRET, ...env.PROCORD_OLD_SECRETS.split(',').filter((secret) => secret.length >= 32)],
    web: {
      host: env.HOST,
      port: env.PORT,
      origin: env.PROCORD_ORIGIN ?? `http://localhost:${env.PORT}`,
      /** Words shown above every page, for instances that are not what a visitor may take them for. */
      notice: env.PROCORD_NOTICE ?? null,
      trustProxy: env.PROCORD_TRUST_PROXY,
      metricsToken: env.METRICS_TOKEN ?? null,
    },
    /** The Umami that counts visits, by the id it gave this site; null where none are counted. */
    statistics: env.UMAMI_URL && env.UMAMI_WEBSITE_ID ? { url: env.UMAMI_URL, websiteId: env.UMAMI_WEBSITE_ID } : null,
    staffIds: new Set(env.PROCORD_STAFF_IDS),
    discord: {
      token: env.DISCORD_TOKEN,
      clientId: env.DISCORD_CLIENT_ID,
      clientSecret: env.DISCORD_CLIENT_SECRET,
      apiUrl: env.DISCORD_API_URL,
      authorizeUrl: env.DISCORD_AUTHORIZE_URL,
      cdnUrl: env.DISCORD_CDN_URL,
      /** What events of the application are signed with; null where none are taken in. */
      publicKey: env.DISCORD_PUBLIC_KEY ?? null,
      /** What is sold in Discord's own shop; null where nothing is. */
      premiumSkuId: env.DISCORD_PREMIUM_SKU_ID ?? null,
    },
    /** Null where no premium is sold: staff can give it. */
    stripe:
      env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET
        ? {
            secretKey: env.STRIPE_SECRET_KEY,
            webhookSecret: env.STRIPE_WEBHOOK_SECRET,
            apiUrl: env.STRIPE_API_URL,
            /** Hosts that forms of ours lead to. */
            checkoutUrl: env.STRIPE_CHECKOUT_URL,
            portalUrl: env.STRIPE_PORTAL_URL,
          }
        : null,
    /** Null where no mail is sent. */
    mail: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
    /** The address that people can write to, and by what the mail server that takes it in is known; null where none does. */
    mailIntake:
      env.MAIL_INTAKE_TOKEN && env.MAIL_INTAKE_ADDRESS
        ? { token: env.MAIL_INTAKE_TOKEN, address: env.MAIL_INTAKE_ADDRESS }
        : null,
    /** Null where no model is used. */
    ai: env.AI_API_KEY
      ? {
          apiKey: env.AI_API_KEY,
          apiUrl: env.AI_API_URL,
          /** In the order in which they are tried. */
          models: env.AI_MODELS,
          /** With whom the operator has an agreement, and until when. */
          vendors: env.AI_VENDORS,
          /** Most that a million tokens may cost, in US dollars. */
          prices: { prompt: env.AI_MAX_PROMPT_PRICE, completion: env.AI_MAX_COMPLETION_PRICE },
          /** Most that all of the instance may use up on a day, in US dollars. */
          dayBudget: env.AI_DAY_BUDGET,
        }
      : null,
    bot: {
      clusters: env.BOT_CLUSTERS,
      shards: env.BOT_SHARDS,
      shardList: shardList(env),
      flushMs: env.BOT_FLUSH_MS,
      /** Requests a second that filling in gaps may send to Discord, of the 50 that all of the product has. */
      healingPerSecond: env.BOT_HEALING_PER_SECOND,
      /** Requests a second for reading how often invites were used, of the same 50. */
      invitesPerSecond: env.BOT_INVITES_PER_SECOND,
      /** Of the gateway's frames: saves bandwidth, costs a third of the throughput. */
      compression: env.BOT_COMPRESSION,
    },
  };
}

/** Shard ids this machine runs: all, or the inclusive range of BOT_SHARD_LIST ("0-15"). */
function shardList(env: Env): number[] {
  const [from = 0, to = env.BOT_SHARDS - 1] = env.BOT_SHARD_LIST?.split('-').map(Number) ?? [];
  return Array.from({ length: env.BOT_SHARDS }, (_, id) => id).filter((id) => id >= from && id <= to);
}

export function readConfig(source?: Record<string, string | undefined>): Config {
  return shapeConfig(readEnv(source));
}
