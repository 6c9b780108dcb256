import { Client, GatewayIntentBits } from 'discord.js';

/** discord.js with its default caches and the intents that Procord has. Says how many guilds it holds when asked. */
const { DISCORD_API_URL = '', BOT_TOKEN = '', SHARDS = '1' } = process.env;

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildVoiceStates],
  shardCount: Number(SHARDS),
  shards: Array.from({ length: Number(SHARDS) }, (_, id) => id),
  rest: { api: DISCORD_API_URL },
});
process.on('message', () => {
  const guilds = [...client.guilds.cache.values()].filter((guild) => guild.available).length;
  process.send?.({ guilds });
});
process.on('disconnect', () => process.exit(0));
await client.login(BOT_TOKEN);
