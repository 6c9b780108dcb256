import { openWholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { askModel } from '../ask-model.server.ts';
import { createModelAccess } from '../model-client.server.ts';
import { question, trial } from './ai-rig.ts';

/** Asks as often at once as it is told, and says each piece that comes; it is killed from outside. */
const { TEST_DATABASE_URL = '', TEST_SETTINGS = '{}', TEST_AT_ONCE = '1' } = process.env;
const db = openWholeDatabase(TEST_DATABASE_URL, { max: 4 });
const models = createModelAccess(JSON.parse(TEST_SETTINGS), { trial });
const deps = { db, clock: { now: () => Date.now() }, log: createLog('test', 'silent'), models, register: { trial } };
await Promise.all(
  Array.from({ length: Number(TEST_AT_ONCE) }, async () => {
    const answer = await askModel(deps, question());
    if (answer.state === 'open') for await (const _event of answer.events) process.stdout.write('piece\n');
  }),
);
