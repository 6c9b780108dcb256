import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const ids = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(z.string().regex(/^\d{15,20}$/)));

const dollars = z.coerce.number().positive().max(1_000_000);
const modelVendors = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.object({
        id: z.string().regex(/^[a-z0-9][a-z0-9/._-]*$/),
        name: z.string().min(1).max(100),
        country: z.string().regex(/^[A-Z]{2}$/),
        agreement: z.url({ protocol: /^https$/ }),
        until: z.iso.date(),
      }),
    ),
  );

/**
 * Every variable the product reads, once, here. `.env.example` explains each one in the same order.
 * A variable set to the empty string counts as absent.
 */
const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PROCORD_HOME: z.string().default('.procord'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
  PROCORD_SECRET: z.string().min(32),
  PROCORD_OLD_SECRETS: z.string().default(''),
  PROCORD_ERASURE_LEDGER: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  PROCORD_ORIGIN: url.optional(),
  PROCORD_NOTICE: z.string().max(200).optional(),
  PROCORD_STAFF_IDS: ids.prefault(''),
  PROCORD_TRUST_PROXY: flag.default(false),
  METRICS_TOKEN: z.string().min(16).optional(),
  UMAMI_URL: url.optional(),
  UMAMI_WEBSITE_ID: z.uuid().optional(),
  DISCORD_TOKEN: z.string().min(1),
  DISCORD_CLIENT_ID: z.string().regex(/^\d{15,20}$/),
  DISCORD_CLIENT_SECRET: z.string().min(1),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional(),
  DISCORD_PREMIUM_SKU_ID: z
    .string()
    .regex(/^\d{15,20}$/)
    .optional(),
  DISCORD_API_URL: url.default('https://discord.com/api'),
  DISCORD_AUTHORIZE_URL: url.default('https://discord.com/oauth2/authorize'),
  DISCORD_CDN_URL: url.default('https://cdn.discordapp.com'),
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_API_URL: url.default('https://api.stripe.com'),
  STRIPE_CHECKOUT_URL: url.default('https://checkout.stripe.com'),
  STRIPE_PORTAL_URL: url.default('https://billing.stripe.com'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(320).includes('@').optional(),
  MAIL_INTAKE_TOKEN: z.string().min(32).optional(),
  MAIL_INTAKE_ADDRESS: z.email().max(320).optional(),
  AI_API_KEY: z.string().min(1).optional(),
  AI_API_URL: url.default('https://openrouter.ai/api/v1'),
  AI_MODELS: z
    .string()
    .default('mistralai/mistral-small-3.2-24b-instruct')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.tuple([z.string()], z.string())),
  AI_VENDORS: modelVendors.prefault('[]'),
  AI_MAX_PROMPT_PRICE: dollars.default(1),
  AI_MAX_COMPLETION_PRICE: dollars.default(4),
  AI_DAY_BUDGET: dollars.default(5),
  BOT_CLUSTERS: z.coerce.number().int().min(1).max(256).default(2),
  BOT_SHARDS: z.coerce.number().int().min(1).max(16_384).default(8),
  BOT_SHARD_LIST: z
    .string()
    .regex(/^\d+-\d+$/)
    .optional(),
  BOT_FLUSH_MS: z.coerce.number().int().min(200).max(30_000).default(2_000),
  BOT_HEALING_PER_SECOND: z.coerce.number().int().min(1).max(40).default(10),
  BOT_INVITES_PER_SECOND: z.coerce.number().int().min(1).max(20).default(5),
  BOT_COMPRESSION: z.enum(['none', 'zlib-stream']).default('none'),
});

export const envSchema = variables
  .refine((env) => !env.STRIPE_SECRET_KEY || env.STRIPE_WEBHOOK_SECRET, {
    path: ['STRIPE_WEBHOOK_SECRET'],
    error: 'missing',
  })
  .refine((env) => !env.UMAMI_URL || env.UMAMI_WEBSITE_ID, { path: ['UMAMI_WEBSITE_ID'], error: 'missing' })
  .refine((env) => !env.SMTP_URL || env.MAIL_FROM, { path: ['MAIL_FROM'], error: 'missing' })
  .refine((env) => !env.AI_API_KEY || env.AI_VENDORS.length > 0, { path: ['AI_VENDORS'], error: 'missing' })
  .refine((env) => !env.MAIL_INTAKE_TOKEN || env.MAIL_INTAKE_ADDRESS, {
    path: ['MAIL_INTAKE_ADDRESS'],
    error: 'missing',
  });

export type Env = z.infer<typeof envSchema>;

const advice: Partial<Record<keyof Env, string>> = {
  DATABASE_URL: 'give a Postgres address such as postgresql://user:password@host:5432/procord',
  PROCORD_SECRET: 'give at least 32 random characters, for example from: openssl rand -base64 48',
  DISCORD_TOKEN: 'copy it from the Discord developer portal, your application, Bot, Reset Token',
  DISCORD_CLIENT_ID: 'copy it from the Discord developer portal, your application, OAuth2, Client ID',
  DISCORD_CLIENT_SECRET: 'copy it from the Discord developer portal, your application, OAuth2, Client Secret',
  DISCORD_PUBLIC_KEY: 'copy it from the Discord developer portal, your application, General Information, Public Key',
  DISCORD_PREMIUM_SKU_ID: 'copy it from the Discord developer portal, your application, Monetization, Manage SKUs',
  STRIPE_WEBHOOK_SECRET: 'copy it from the Stripe dashboard, Developers, Webhooks, or from what "stripe listen" prints',
  UMAMI_WEBSITE_ID: 'copy it from Umami, Settings, Websites, Edit, Website ID',
  SMTP_URL: 'give the address of a mail server such as smtps://user:password@mail.example.org',
  MAIL_FROM: 'give whom mails are from, such as Procord <procord@example.org>',
  MAIL_INTAKE_TOKEN: 'give at least 32 random characters, for example from: openssl rand -base64 48',
  MAIL_INTAKE_ADDRESS: 'give the address that people write to, such as hello@example.org',
  AI_MODELS:
    'give one name of a model, or several separated by commas, such as mistralai/mistral-small-3.2-24b-instruct',
  AI_VENDORS:
    'give a JSON list such as [{"id":"mistral","name":"Mistral AI","country":"FR","agreement":"https://example.org/dpa","until":"2027-12-31"}]',
  PORT: 'give a number from 0 to 65535',
  PROCORD_STAFF_IDS: 'give Discord user ids separated by commas',
};

/**
 * Reads and checks the environment.
 * @throws Error whose message is one sentence per variable, naming it and saying what to do.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = envSchema.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]) as keyof Env;
    const missing = !(name in present);
    const what = missing ? `${name} is not set` : `${name} cannot be used (${issue.message})`;
    return `${what}: ${advice[name] ?? 'see .env.example for what it takes'}.`;
  });
  throw new Error([...new Set(lines)].join('\n'));
}
