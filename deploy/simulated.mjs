import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { portFrom } from './ports.mjs';

/**
 * Asks a running simulator what the product needs of it, over its control API: addresses, credentials, people, guilds.
 * @param {string} url
 */
export async function describeSimulator(url) {
  const ask = async (/** @type {string} */ what) => (await fetch(`${url}/control/${what}`)).json();
  const { botToken, clientId, clientSecret, premiumSkuId, apiUrl, authorizeUrl, personas } = await ask('credentials');
  /** @type {{ id: string, ownerId: string, botIn: boolean }[]} */
  const guilds = await ask('guilds');
  const settings = {
    DISCORD_TOKEN: botToken,
    DISCORD_CLIENT_ID: clientId,
    DISCORD_CLIENT_SECRET: clientSecret,
    DISCORD_PREMIUM_SKU_ID: premiumSkuId,
    DISCORD_API_URL: apiUrl,
    DISCORD_AUTHORIZE_URL: authorizeUrl,
    DISCORD_CDN_URL: `${url}/cdn`,
    PROCORD_STAFF_IDS: personas.staff.id,
    PROCORD_NOTICE: 'Simulated Discord: every guild, person and message here is made up.',
  };
  /** @type {import('../prisma/seed.ts').Seed} */
  const seed = {
    staffId: personas.staff.id,
    premiumGuildIds: premiumGuilds(guilds, personas.owner.id),
    suspended: [{ id: personas.suspended.id, username: personas.suspended.username }],
    pastUrl: `${url}/control/past`,
  };
  return { settings, seed };
}

/**
 * The settings of the simulated Stripe that runs beside the simulated Discord.
 * @param {string} url of the simulator @returns {Promise<Record<string, string>>}
 */
export async function describeStripe(url) {
  const stripe = await (await fetch(`${url}/control/stripe`)).json();
  return {
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_URL: stripe.url,
    STRIPE_CHECKOUT_URL: stripe.url,
    STRIPE_PORTAL_URL: stripe.url,
  };
}

/**
 * The settings of the mail server that runs beside the simulated Discord.
 * @param {string} url of the simulator @returns {Promise<Record<string, string>>}
 */
export async function describeMail(url) {
  const mail = await (await fetch(`${url}/control/mail`)).json();
  return { SMTP_URL: mail.url, MAIL_FROM: 'Procord <procord@example.com>' };
}

/**
 * The settings of the stand-in for a model endpoint that runs beside the simulated Discord.
 * @param {string} url of the simulator @returns {Promise<Record<string, string>>}
 */
export async function describeModel(url) {
  const model = await (await fetch(`${url}/control/model`)).json();
  return {
    AI_API_URL: model.apiUrl,
    AI_API_KEY: model.key,
    AI_MODELS: model.models.join(','),
    AI_VENDORS: JSON.stringify(model.vendors),
    AI_MAX_PROMPT_PRICE: String(model.prices.prompt),
    AI_MAX_COMPLETION_PRICE: String(model.prices.completion),
  };
}

/**
 * Half of the first guilds with the bot, and of the owner's all but the last: there a page without premium is to be seen.
 * @param {{ id: string, ownerId: string, botIn: boolean }[]} guilds @param {string} ownerId
 */
function premiumGuilds(guilds, ownerId) {
  const withBot = guilds.filter((guild) => guild.botIn);
  const owned = withBot.filter((guild) => guild.ownerId === ownerId).slice(0, -1);
  const others = withBot.filter((guild) => guild.ownerId !== ownerId).slice(0, 10);
  return [...owned, ...others].map((guild) => guild.id);
}

/**
 * Where the simulator will listen: the wanted port, or the one of the last start where it is free, because the bot's
 * sessions name the address at which they resume.
 * @param {Record<string, string | undefined>} settings @param {string} home
 */
export async function simulatorPort(settings, home) {
  if (settings.SIM_PORT) return Number(settings.SIM_PORT);
  const file = path.join(home, 'simulator-port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await portFrom(last || 0, '127.0.0.1');
  writeFileSync(file, String(port));
  return port;
}

/**
 * When the simulated world began, Unix ms: its past ends there, so it stays the same at every start of this home.
 * @param {Record<string, string | undefined>} settings @param {string} home
 */
export function worldBegan(settings, home) {
  if (settings.SIM_BEGAN_MS) return Number(settings.SIM_BEGAN_MS);
  const file = path.join(home, 'simulator-began');
  if (!existsSync(file)) writeFileSync(file, String(Date.now()));
  return Number(readFileSync(file, 'utf8'));
}

/** Waits until the simulator answers. @param {string} url @param {() => string | undefined} failed */
export async function simulatorAnswers(url, failed) {
  for (;;) {
    try {
      if ((await fetch(`${url}/control/credentials`)).ok) return;
    } catch {
      // Not listening yet.
    }
    const words = failed();
    if (words !== undefined) throw new Error(`The simulator does not start: ${words}`);
    await sleep(50);
  }
}
