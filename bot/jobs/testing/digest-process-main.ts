import { createGuildReader } from '#core/guilds/guild-reader.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { createDiscordMessages } from '#core/platform/discord-messages.server.ts';
import { createDiscordRest } from '#core/platform/discord-rest.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { sendDigestsJob } from '../send-digests.ts';

const { TEST_DATABASE_URL: url = '', TEST_API_URL: apiUrl = '', TEST_TOKEN: token = '' } = process.env;
const clock = { now: () => Date.now() + Number(process.env.TEST_AHEAD_MS) };
const db = openWholeDatabase(url, { max: 4 });
const bot = {
  reader: createGuildReader(createDiscordRest({ apiUrl, token }), clock, async () => {}),
  botId: process.env.TEST_CLIENT_ID ?? '',
};
const messages = createDiscordMessages({ apiUrl, token });
const pictures = {
  png: () => Promise.reject(new AppError('internal', 'no picture in this process')),
  close: async () => {},
};
const job = sendDigestsJob({ messages, bot }, { pictures, origin: 'https://procord.example', mode: 'test' });
await job.run({ db, clock, log: createLog('test', 'silent') });
await db.close();
