import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createNode } from '#core/knowledge/create-node.server.ts';
import { dismissGap } from '#core/knowledge/dismiss-gap.server.ts';
import { getGap } from '#core/knowledge/get-gap.server.ts';
import { listGaps } from '#core/knowledge/list-gaps.server.ts';
import { GAP_DAYS, MOST_GAPS } from '#core/knowledge/schema.ts';
import { sweepKnowledge } from '#core/knowledge/sweep-knowledge.server.ts';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { testSecrets } from '#core/platform/testing/test-database.ts';
import { applyProposal } from './apply-proposal.server.ts';
import { askAssistant } from './ask-assistant.server.ts';
import { deleteThread } from './delete-thread.server.ts';
import { deleteThreads } from './delete-threads.server.ts';
import { dismissProposal } from './dismiss-proposal.server.ts';
import { exportThreads } from './export-threads.server.ts';
import { getExpiry } from './get-expiry.server.ts';
import { getThread } from './get-thread.server.ts';
import { listThreads } from './list-threads.server.ts';
import { rateAnswer } from './rate-answer.server.ts';
import { renameThread } from './rename-thread.server.ts';
import type { Proposal } from './schema.ts';
import { setExpiry } from './set-expiry.server.ts';
import { sweepThreads } from './sweep-threads.server.ts';
import { type AssistantRig, scope, startAssistantRig } from './testing/assistant-rig.ts';
import { channels, SECOND } from './testing/river-guild.ts';

const CANARY = 'quokkacanary';
const DAY_MS = 86_400_000;
/** Another person who manages the guild, and another guild of the same person. */
const strangers = [
  { ...scope, personId: SECOND },
  { ...scope, guildId: '500000000000000002' },
];

let rig: AssistantRig;
beforeAll(async () => {
  rig = await startAssistantRig();
});
afterEach(async () => {
  await rig.db.pool.query('TRUNCATE assistant_thread, knowledge_gap CASCADE');
  rig.running.model.script.replies.length = 0;
  rig.mode({ mode: 'helpful' });
});
afterAll(() => rig.close());

const refused = (code: string) => expect.objectContaining({ code });
const list = (words = '', of = scope) => listThreads(rig.deps, of, { words, page: 1 });

/** Every text column of every table in which the canary still is. */
async function sightings(): Promise<string[]> {
  const { pool } = rig.db;
  const { rows } = await pool.query<{ name: string; column: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, a.attname AS column
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_type t ON t.oid = a.atttypid
      WHERE n.nspname !~ '^(pg_|information_schema)' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
        AND t.typname IN ('text', 'varchar', 'json', 'jsonb', '_text', 'tsvector', 'bytea')`,
  );
  const asked = rows.map(
    ({ name, column }) =>
      `SELECT '${name}.${column}' AS at FROM ${name} WHERE position('${CANARY}' in lower("${column}"::text)) > 0`,
  );
  const found = await pool.query<{ at: string }>(asked.join(' UNION '));
  return found.rows.map(({ at }) => at).sort();
}

async function propose(name: string, input: Record<string, unknown>): Promise<Proposal> {
  rig.running.model.script.replies.length = 0;
  rig.script(`Please ${name}`, [{ name, arguments: input }]);
  const { events, turn } = await rig.ask(`Please ${name} now`);
  expect(events.map(({ kind }) => kind)).toContain('proposal');
  const [proposal] = turn.proposals;
  if (!proposal) throw new Error('nothing was proposed');
  return proposal;
}
const deps = () => ({ ...rig.deps, botId: '400000000000000077' });

test('a conversation goes on after a restart, and is of one person and one guild', async () => {
  const { threadId } = await rig.ask('How are we set?');
  // Another process, which knows nothing but the database.
  const db = openWholeDatabase(rig.db.url, { max: 2, secrets: testSecrets });
  const asked = { threadId, question: 'And knowledge?', origin: 'dashboard', locale: 'en' } as const;
  for await (const _ of askAssistant({ ...rig.deps, db }, scope, { ...asked, signal: new AbortController().signal }));
  await db.close();
  expect(JSON.stringify(rig.running.model.requests.at(-1)?.body)).toContain('How are we set?');
  expect((await getThread(rig.deps, scope, threadId)).turns.map(({ question }) => question)).toEqual([
    'How are we set?',
    'And knowledge?',
  ]);
  for (const stranger of strangers) {
    await expect(getThread(rig.deps, stranger, threadId)).rejects.toEqual(refused('not_found'));
    await expect(renameThread(rig.deps, stranger, { threadId, title: 'x' })).rejects.toEqual(refused('not_found'));
    await expect(deleteThread(rig.deps, stranger, threadId)).rejects.toEqual(refused('not_found'));
    await expect(rig.ask('Mine?', { threadId, scope: stranger })).rejects.toEqual(refused('not_found'));
    expect(await list('', stranger)).toEqual({ threads: [], total: 0 });
  }
});

test('it is found by its title, questions and answers, renamed and rated', async () => {
  const { threadId, turn } = await rig.ask('When is the winter cup?');
  await rig.ask('How are we set?');
  expect((await list('WINTER')).threads.map(({ id }) => id)).toEqual([threadId]);
  expect((await list('100%_')).total).toBe(0);
  expect((await list()).total).toBe(2);
  await renameThread(rig.deps, scope, { threadId, title: '  The\ncup ' });
  expect((await list('the cup')).threads).toMatchObject([{ id: threadId, title: 'The cup', origin: 'dashboard' }]);
  await expect(renameThread(rig.deps, scope, { threadId, title: ' ' })).rejects.toEqual(refused('bad_input'));
  await rateAnswer(rig.deps, scope, { turnId: turn.id, feedback: 'bad' });
  expect((await getThread(rig.deps, scope, threadId)).turns).toMatchObject([{ feedback: 'bad' }]);
});

test('taken along, it is all there: as JSON to read by a program, as Markdown to read', async () => {
  rig.script('How are we set', [{ name: 'settings', arguments: {} }]);
  const { threadId, turn } = await rig.ask(`How are we set, ${CANARY}?`);
  const asked = { threadId: null, locale: 'en' } as const;
  const json = JSON.parse(await exportThreads(rig.deps, scope, { ...asked, kind: 'json' }));
  expect(json).toMatchObject({ threads: [{ id: threadId, turns: [{ id: turn.id, question: turn.question }] }] });
  expect(json.threads[0].turns[0].sources).toEqual(turn.sources);
  const text = await exportThreads(rig.deps, scope, { ...asked, kind: 'markdown' });
  for (const part of [`> How are we set, ${CANARY}?`, turn.answer, '[1] Settings, /guilds/', '- Time zone: UTC'])
    expect(text).toContain(part);
  expect(await exportThreads(rig.deps, { ...scope, personId: SECOND }, { ...asked, kind: 'markdown' })).toBe('');
});

test('deleted, nothing of it is left anywhere: by one, all of a guild, or all at once', async () => {
  const talk = async () => {
    rig.script(`${CANARY} and more`, [
      { name: 'propose_message', arguments: { text: `Hello ${CANARY}`, channel: 'general' } },
      { name: 'knowledge', arguments: { query: `${CANARY} winter cup` } },
    ]);
    const { threadId } = await rig.ask(`${CANARY} and more`);
    // As if each answer had been chosen for staff to look at.
    await rig.db.pool.query(
      `INSERT INTO ai_sample (call_id, feature, person_id, guild_id, text, at)
       SELECT id, feature, person_id, guild_id, $1, at FROM ai_call
        WHERE id IN (SELECT unnest(call_ids) FROM assistant_turn) ON CONFLICT DO NOTHING`,
      [CANARY],
    );
    expect(await sightings()).toEqual(
      expect.arrayContaining(['public.assistant_proposal.content', 'public.ai_sample.text']),
    );
    return threadId;
  };
  await deleteThread(rig.deps, scope, await talk());
  expect(await sightings()).toEqual([]);
  await talk();
  expect(await deleteThreads(rig.deps, { ...scope, guildId: strangers[1]?.guildId ?? '' })).toBe(0);
  expect(await deleteThreads(rig.deps, scope)).toBe(1);
  expect(await sightings()).toEqual([]);
  await talk();
  expect(await deleteThreads(rig.deps, { ...scope, guildId: null })).toBe(1);
  expect(await sightings()).toEqual([]);
});

test('a thread that is deleted while it is answered stays deleted', async () => {
  rig.mode({ mode: 'endless', betweenMs: 1 });
  const stop = new AbortController();
  const asking = rig.ask(`Write of ${CANARY}`, { signal: stop.signal });
  await expect.poll(async () => (await list()).total, { interval: 20 }).toBe(1);
  await deleteThreads(rig.deps, scope);
  stop.abort();
  await expect(asking).rejects.toEqual(refused('not_found'));
  expect(await sightings()).toEqual([]);
});

/** Asks an instance to which no model is connected. @returns the answer */
async function askWithoutModel(question: string, of = scope): Promise<string> {
  const deps = { ...rig.deps, ai: { ...rig.deps.ai, models: null } };
  const { signal } = new AbortController();
  const asking = askAssistant(deps, of, { threadId: null, question, origin: 'dashboard', locale: 'en', signal });
  for (;;) {
    const { done, value } = await asking.next();
    if (done) return value.answer;
  }
}
const NOTED = 'Your question is noted on the page “Knowledge”, without your name';
const [second] = strangers as [typeof scope];
const gaps = async () => (await listGaps(rig.deps, scope)).map(({ title, asked }) => [title, asked]);

test('without a model, what is found nowhere is noted, counted by its words, and goes with the questions it was made of', async () => {
  expect(await askWithoutModel(`Is a ${CANARY} allowed on the pier?`)).toContain(NOTED);
  expect(await askWithoutModel(`On the pier: ${CANARY} allowed?`, second)).toContain(NOTED);
  expect(await gaps()).toEqual([[`Is a ${CANARY} allowed on the pier?`, 2]]);
  expect(await sightings()).toContain('public.knowledge_gap.title');
  expect(await listGaps(rig.deps, { guildId: '500000000000000002' })).toEqual([]);
  const { rows } = await rig.db.pool.query('SELECT g::text AS row FROM knowledge_gap g');
  for (const { row } of rows) for (const id of [scope.personId, SECOND]) expect(row).not.toContain(id);

  await deleteThreads(rig.deps, scope);
  expect(await gaps()).toEqual([[`Is a ${CANARY} allowed on the pier?`, 1]]);
  await deleteThreads(rig.deps, second);
  expect(await sightings()).toEqual([]);
});

test.each([
  ['knowledge says it', 'Where do boat photos go?'],
  ['it asks for numbers', 'How many messages were written by a zeppelin?'],
  ['documentation says it', 'What does lapsed mean?'],
  ['it is about somebody', 'Is ann@example.org a zeppelin?'],
  ['it is about a member', 'Is <@400000000000000001> a zeppelin?'],
  ['it says nothing', 'What is it?'],
])('nothing is noted where %s', async (_, question) => {
  expect(await askWithoutModel(question)).not.toContain(NOTED);
  expect(await gaps()).toEqual([]);
});

test('nothing is noted where a model is in use and does not answer', async () => {
  rig.mode({ mode: 'failing', how: 'status', status: 500, afterChunks: 0 });
  const { turn } = await rig.ask('Is a zeppelin allowed on the pier?');
  expect([turn.state, turn.answer.includes(NOTED)]).toEqual(['failed', false]);
  expect(await gaps()).toEqual([]);
});

test('what was asked in vain ends when it is answered or dismissed by a person, or was not asked for long', async () => {
  const asked = async (question: string) => {
    await askWithoutModel(question);
    return (await listGaps(rig.deps, scope)).find(({ title }) => title === question)?.id ?? '';
  };
  const actor = { guildId: scope.guildId, accountId: scope.personId };
  const elsewhere = { guildId: '500000000000000002', accountId: scope.personId };
  const [zeppelin, tuba] = [await asked('Is a zeppelin allowed?'), await asked('Is a tuba allowed?')];
  await dismissGap(rig.deps, elsewhere, tuba);
  expect(await getGap(rig.deps, { guildId: elsewhere.guildId, gapId: tuba })).toBeNull();
  const words = { kind: 'question', title: 'Is a zeppelin allowed?', text: 'No.', reviewOn: null } as const;
  const id = await createNode(rig.deps, actor, words, { gapId: zeppelin });
  expect(await gaps()).toEqual([['Is a tuba allowed?', 1]]);
  await dismissGap(rig.deps, actor, tuba);
  await dismissGap(rig.deps, actor, tuba);
  await askWithoutModel('A tuba, allowed?');
  expect([await gaps(), await getGap(rig.deps, { guildId: scope.guildId, gapId: tuba })]).toEqual([[], null]);
  expect(await rig.db.prisma.auditEvent.findMany({ where: { action: 'knowledge.gap_dismissed' } })).toMatchObject([
    { actorId: BigInt(scope.personId), guildId: BigInt(scope.guildId) },
  ]);
  await rig.db.pool.query('DELETE FROM knowledge_node WHERE id = $1', [id]);

  const later = { db: rig.db, clock: { now: () => rig.deps.clock.now() + GAP_DAYS * DAY_MS } };
  expect(await sweepKnowledge(later)).toBeGreaterThanOrEqual(1);
  await deleteThreads(rig.deps, scope);
  expect((await rig.db.pool.query('SELECT FROM knowledge_gap')).rowCount).toBe(0);

  await rig.db.pool.query(
    `INSERT INTO knowledge_gap (guild_id, id, terms, title, asked, asked_at)
     SELECT $1, gen_random_uuid(), 'x' || n, 'x', 1, now() FROM generate_series(1, $2::int) AS n`,
    [scope.guildId, MOST_GAPS],
  );
  expect(await askWithoutModel('Is a zeppelin allowed?')).not.toContain(NOTED);
  await rig.db.pool.query('DELETE FROM knowledge_gap');
});

test('it stays for as long as there is an account, ends when its person chose, and without an account after 180 days', async () => {
  const { personId } = scope;
  const at = (days: number) => ({ db: rig.db, clock: { now: () => rig.deps.clock.now() + days * DAY_MS } });
  await rig.db.prisma.account.upsert({
    where: { id: BigInt(personId) },
    create: { id: BigInt(personId), username: 'asker' },
    update: {},
  });
  await rig.ask('How are we set?');
  expect(await sweepThreads(at(3_650))).toBe(0);
  await setExpiry(rig.deps, { personId: SECOND }, 30);
  expect(await sweepThreads(at(3_650))).toBe(0);
  await setExpiry(rig.deps, { personId }, 90);
  await setExpiry(rig.deps, { personId }, 30);
  expect(await getExpiry(rig.db, { personId })).toBe(30);
  expect(await sweepThreads(at(29))).toBe(0);
  expect(await sweepThreads(at(30))).toBe(1);
  await setExpiry(rig.deps, { personId }, null);
  expect(await getExpiry(rig.db, { personId })).toBeNull();
  await rig.ask('How are we set?');
  expect(await sweepThreads(at(3_650))).toBe(0);
  await rig.db.pool.query('DELETE FROM account WHERE id = $1', [personId]);
  expect(await sweepThreads(at(179))).toBe(0);
  expect(await sweepThreads(at(180))).toBe(1);
});

test('a proposed entry is written when a person applies it, once, and in their name', async () => {
  const before = await rig.db.prisma.knowledgeNode.count();
  const proposal = await propose('propose_knowledge', { kind: 'rule', title: 'No wake', text: 'Slow near swimmers.' });
  expect(await rig.db.prisma.knowledgeNode.count()).toBe(before);
  await expect(applyProposal(deps(), { ...scope, personId: SECOND }, proposal.id)).rejects.toEqual(
    refused('not_found'),
  );
  const outsider = { ...scope, personId: '400000000000000055' };
  await expect(applyProposal(deps(), outsider, proposal.id)).rejects.toEqual(refused('not_found'));
  const path = await applyProposal(deps(), scope, proposal.id);
  expect(await rig.db.prisma.knowledgeNode.findMany({ where: { title: 'No wake' } })).toMatchObject([
    { id: path?.split('/').at(-1), source: 'proposal', ownerId: BigInt(scope.personId) },
  ]);
  await expect(applyProposal(deps(), scope, proposal.id)).rejects.toEqual(refused('conflict'));
  await expect(dismissProposal(deps(), scope, proposal.id)).rejects.toEqual(refused('conflict'));
});

test('a proposed setting is set by the use case of its room, which writes down who did it', async () => {
  const proposal = await propose('propose_setting', { digest_channel: 'boats' });
  const digest = () => rig.db.prisma.digest.findUnique({ where: { guildId: BigInt(scope.guildId) } });
  expect(String((await digest())?.channelId)).toBe(channels[0].id);
  await expect(applyProposal(deps(), scope, proposal.id), 'the bot may not write there').rejects.toEqual(
    refused('conflict'),
  );
  const off = await propose('propose_setting', { digest_channel: null });
  expect(await applyProposal(deps(), scope, off.id)).toBe(`/guilds/${scope.guildId}/digest`);
  expect(await digest()).toBeNull();
  expect(await rig.db.prisma.auditEvent.findMany({ where: { action: 'digest.turned_off' } })).toMatchObject([
    { actorKind: 'person', actorId: BigInt(scope.personId) },
  ]);
});

test('a message is to be copied and posts nothing; a proposal can be put aside', async () => {
  const proposal = await propose('propose_message', { text: 'Hello', channel: null });
  expect(proposal.content).toEqual({ kind: 'message', text: 'Hello', channelId: null });
  expect(await applyProposal(deps(), scope, proposal.id)).toBeNull();
  const other = await propose('propose_message', { text: 'Hello again', channel: 'general' });
  await dismissProposal(deps(), scope, other.id);
  const { rows } = await rig.db.pool.query('SELECT state FROM assistant_proposal ORDER BY state');
  expect(rows).toEqual([{ state: 'applied' }, { state: 'dismissed' }]);
});

test('the table itself takes nothing that is decided already, and no decision of a system', async () => {
  const { pool } = rig.db;
  const proposal = await propose('propose_message', { text: 'Hello', channel: null });
  await expect(
    pool.query(
      `INSERT INTO assistant_proposal SELECT gen_random_uuid(), turn_id, person_id, guild_id, 9, content, 'applied', NULL, now()
         FROM assistant_proposal`,
    ),
  ).rejects.toThrow('begins open');
  const decide = `UPDATE assistant_proposal SET state = 'applied', decided_at = now() WHERE id = '${proposal.id}'`;
  const client = await pool.connect();
  for (const acts of ['system', 'model', 'staff', '']) {
    await client.query("SELECT set_config('procord.acts', $1, false)", [acts]);
    await expect(client.query(decide), acts).rejects.toThrow('only a person applies');
  }
  client.release(true);
});

test('questions have a limit an hour, also for those that are asked at once', async () => {
  await rig.db.pool.query(
    `WITH h AS (INSERT INTO assistant_thread VALUES (gen_random_uuid(), $1, $2, 'x', 'dashboard', $3, $3) RETURNING *)
     INSERT INTO assistant_turn (id, thread_id, person_id, guild_id, number, asked_at, question, answer, state, sources,
                                 unsupported, call_ids)
     SELECT gen_random_uuid(), id, person_id, guild_id, n, $3, 'x', '', 'done', '[]', '{}', '{}' FROM h, generate_series(1, 57) n`,
    [scope.personId, scope.guildId, new Date(rig.deps.clock.now())],
  );
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => rig.ask('One more?')));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const one of asked) if (one.status === 'rejected') expect(one.reason).toEqual(refused('too_many_requests'));
});
