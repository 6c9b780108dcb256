import { SimpleShardingStrategy } from '@discordjs/ws';
import { PrismaPg } from '@prisma/adapter-pg';
import { Client, GatewayIntentBits } from 'discord.js';
import { PrismaClient } from '#core/platform/generated/prisma/client.ts';
import { hourOf } from '#core/platform/snowflake.ts';

/**
 * What people write today: discord.js with its default caches, and one Prisma upsert an event. Frames come plain, as
 * discord.js asks for them where no zlib-sync is installed: that is faster. Of the product's tables the one with a key of
 * four numbers and a count of messages stands in for the one they would make.
 */
const { DISCORD_API_URL = '', BOT_TOKEN = '', SHARDS = '1', DATABASE_URL = '' } = process.env;
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL }) });

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
    gapId: BigInt(hourOf(message.createdTimestamp)),
    guildId: BigInt(message.guildId),
    channelId: BigInt(message.channelId),
    fromId: BigInt(message.author.id),
  };
  await prisma.channelHealing.upsert({
    where: { gapId_guildId_channelId_fromId: key },
    create: { ...key, toId: 0n, doneId: 0n, state: 'open', messages: 1 },
    update: { messages: { increment: 1 } },
  });
  messages++;
});
process.on('message', () => process.send?.({ messages }));
process.on('disconnect', () => process.exit(0));
await client.login(BOT_TOKEN);
