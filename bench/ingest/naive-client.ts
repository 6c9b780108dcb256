import { SimpleShardingStrategy } from '@discordjs/ws';
import { PrismaPg } from '@prisma/adapter-pg';
import { Client, GatewayIntentBits } from 'discord.js';
import { PrismaClient } from '#core/platform/generated/prisma/client.ts';
import { hourOf } from '#core/platform/snowflake.ts';

/**
 * What people write today: discord.js with its default caches, and one Prisma upsert an event. Frames come plain, as
 * discord.js asks for them where no zlib-sync is installed: that is faster.
 */
const { DISCORD_API_URL = '', BOT_TOKEN = '', SHARDS = '1', DATABASE_URL = '' } = process.env;
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL }) });
await prisma.$executeRaw`SELECT analytics.ensure_day(${Math.floor(hourOf(Date.now()) / 24)}::int)`;

let messages = 0;
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  shardCount: Number(SHARDS),
  shards: Array.from({ length: Number(SHARDS) }, (_, id) => id),
  rest: { api: DISCORD_API_URL },
  ws: {
    buildStrategy: (manager) => {
      manager.options.compression = null;
      return new SimpleShardingStrategy(manager);
    },
  },
});
client.on('messageCreate', async (message) => {
  if (message.author.bot || message.webhookId || message.system || !message.guildId) return;
  const key = {
    guildId: BigInt(message.guildId),
    channelId: BigInt(message.channelId),
    userId: BigInt(message.author.id),
    hour: hourOf(message.createdTimestamp),
  };
  await prisma.messageHour.upsert({
    where: { guildId_hour_channelId_userId: key },
    create: { ...key, messages: 1 },
    update: { messages: { increment: 1 } },
  });
  messages++;
});
process.on('message', () => process.send?.({ messages }));
process.on('disconnect', () => process.exit(0));
await client.login(BOT_TOKEN);
