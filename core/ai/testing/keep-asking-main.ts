import { setTimeout as pause } from 'node:timers/promises';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { askModel } from '../ask-model.server.ts';
import { createModelAccess } from '../model-client.server.ts';
import { question, trial } from './ai-rig.ts';

/** Asks one after the other, and says what came of each; it is killed from outside. */
const { TEST_DATABASE_URL = '', TEST_SETTINGS = '{}', TEST_SECRETS = '[]' } = process.env;
const db = openWholeDatabase(TEST_DATABASE_URL, { max: 2, secrets: JSON.parse(TEST_SECRETS) });
const models = createModelAccess(JSON.parse(TEST_SETTINGS), { trial });
const deps = { db, clock: { now: () => Date.now() }, log: createLog('test', 'silent'), models, register: { trial } };
for (;;) {
  const answer = await askModel(deps, question());
  if (answer.state === 'open') for await (const _event of answer.events);
  process.stdout.write(`${answer.state === 'refused' ? answer.reason : answer.state}\n`);
  await pause(20);
}
