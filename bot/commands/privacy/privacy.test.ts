import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { english } from '#core/i18n/english.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { type CommandRig, startCommandRig, textOf } from '../testing/command-rig.ts';

/** A day of the last thirty. */
const DAY = Math.floor(Date.now() / 86_400_000) - 3;
const words = english.commands.privacy;

let rig: CommandRig;
beforeAll(async () => {
  rig = await startCommandRig();
  await rig.db.pool.query('SELECT analytics.ensure_day($1)', [DAY]);
  await rig.db.pool.query(
    `INSERT INTO analytics.message_pack (guild_id, day, merged, hours, channel_ids, user_ids, messages)
     VALUES ($1, $2::int4, 0, ARRAY[$2::int4 * 24, $2::int4 * 24 + 1, $2::int4 * 24], '{77,77,77}', $3, '{1,2,3}'),
            (7, $2::int4, 0, ARRAY[$2::int4 * 24], '{78}', $4, '{5}')`,
    [rig.guildId, DAY, [rig.memberId, rig.memberId, rig.ownerId], [rig.memberId]],
  );
}, 60_000);
beforeEach(() => rig.db.prisma.rightsRequest.deleteMany());
afterAll(() => rig?.close());

const asMember = () => ({ userId: rig.memberId });
const written = () => rig.db.prisma.rightsRequest.findMany({ orderBy: { askedAt: 'asc' } });
const done = () => rig.db.prisma.rightsRequest.updateMany({ data: { state: 'done', finishedAt: new Date() } });

describe('see', () => {
  test('counts what is held of the person who asks, here or everywhere, for their eyes', async () => {
    const here = await rig.run('privacy see', {}, asMember());
    expect(here.ephemeral).toBe(true);
    expect(textOf(here)).toContain('**Messages, by hour and channel**: 2 entries');
    expect(textOf(here)).toContain(`/privacy/me?guild=${rig.guildId}`);
    const everywhere = await rig.run('privacy see', { where: 'everywhere' }, asMember());
    expect(textOf(everywhere)).toContain('**Messages, by hour and channel**: 3 entries');
    expect(textOf(await rig.run('privacy see'))).toContain('**Messages, by hour and channel**: 1 entry');
  });

  test('in a direct message speaks of everywhere, and of no server', async () => {
    const answer = await rig.run('privacy see', {}, { ...asMember(), guildId: null });
    expect(textOf(answer)).toContain('**Messages, by hour and channel**: 3 entries');
    const here = await rig.run('privacy see', { where: 'here' }, { ...asMember(), guildId: null });
    expect(textOf(here)).toContain(english.commands.notInGuild);
  });
});

describe('each right is asked for in the name of whoever used the command', () => {
  const COUNTING = { purpose: 'count-activity' };
  test.each([
    ['export', {}, { right: 'export', undo: false }],
    ['object', {}, { right: 'object', undo: false, ...COUNTING }],
    ['count-me-again', {}, { right: 'object', undo: true, ...COUNTING }],
    ['restrict', {}, { right: 'restrict', undo: false, ...COUNTING }],
    ['restrict', { lift: true }, { right: 'restrict', undo: true, ...COUNTING }],
  ])('%s %j', async (name, options, wanted) => {
    const from = { personId: BigInt(rig.memberId), surface: 'discord', locale: 'en' };
    const here = await rig.run(`privacy ${name}`, options, asMember());
    expect(here.ephemeral).toBe(true);
    await rig.run(`privacy ${name}`, { ...options, where: 'everywhere' }, asMember());
    expect(await written()).toMatchObject([
      { ...wanted, ...from, guildId: BigInt(rig.guildId) },
      { ...wanted, ...from, guildId: null },
    ]);
    const [request] = await written();
    expect(textOf(here)).toContain(`https://procord.example/privacy/requests/${request?.id}`);
  });

  test('the link to a file holds its key, once', async () => {
    expect(textOf(await rig.run('privacy export'))).toMatch(/\?key=AGE-SECRET-KEY-1[\dA-Z]+"/);
    const again = await rig.run('privacy export');
    expect(textOf(again)).not.toContain('AGE-SECRET-KEY');
    expect(again.message?.content).toBe(words.export.before);
  });
});

describe('erase', () => {
  test('writes nothing before the second word, and says what goes and what stays', async () => {
    const asked = await rig.run('privacy erase', { where: 'everywhere' }, asMember());
    expect(textOf(asked)).toContain(words.erase.goesAll);
    expect(textOf(asked)).toContain(words.erase.stays);
    const kept = await rig.press(asked, words.erase.keep, rig.memberId);
    expect(kept).toMatchObject({ type: 7, message: { content: words.erase.kept, components: [], embeds: [] } });
    expect(await written()).toEqual([]);
  });

  test.each([
    ['everywhere', null],
    ['here', true],
  ])('%s asks for it, and the same message says when it is done', async (where, inGuild) => {
    const asked = await rig.run('privacy erase', { where }, asMember());
    const pressed = await rig.press(asked, words.erase.confirm, rig.memberId);
    const guildId = inGuild ? BigInt(rig.guildId) : null;
    expect(await written()).toMatchObject([{ right: 'erase', guildId, personId: BigInt(rig.memberId) }]);
    expect(pressed.message?.id).toBe(asked.message?.id);
    expect(pressed.ephemeral).toBe(true);
    expect(textOf(pressed)).toContain('This message changes when it is done');
    await done();
    await expect.poll(async () => (await seen(pressed.token))?.content, { timeout: 5_000 }).toContain('is erased');
  });

  test('says that what the person pays for goes on, in their language, and to nobody else', async () => {
    const pays = english['privacy-centre'].right.erase.pays;
    const subscription = { interval: 'month', amount: 900, currency: 'eur', accountId: BigInt(rig.memberId) };
    const at = new Date('2030-05-01T00:00:00Z');
    const times = { startedAt: at, currentPeriodEnd: at, refreshedAt: at };
    const put = (id: string, guildId: bigint, state: object) =>
      rig.db.prisma.subscription.create({
        data: { id, guildId, ...subscription, ...times, status: 'active', ...state },
      });
    await put('sub_1', 71n, {});
    await put('sub_2', 72n, { cancelAt: at });
    await put('sub_3', 73n, { status: 'canceled', endedAt: at });
    const asked = textOf(await rig.run('privacy erase', { where: 'everywhere' }, asMember()));
    for (const said of [pays.title, pays.body]) expect(asked).toContain(said);
    expect(asked).toContain('[Open billing for 71](<https://procord.example/guilds/71/premium>)');
    expect(asked).toContain(`guilds/72/premium>) · canceled, ends on <t:${at.getTime() / 1_000}:D>`);
    expect(asked).not.toContain('guilds/73');
    const inGerman = textOf(await rig.run('privacy erase', {}, { ...asMember(), locale: 'de' }));
    expect(inGerman).toContain(speakerOf('de').t('privacy-centre:right.erase.pays.body'));
    expect(textOf(await rig.run('privacy erase'))).not.toContain(pays.title);
  });

  test('in a direct message, too', async () => {
    const asked = await rig.run('privacy erase', {}, { ...asMember(), guildId: null });
    await rig.press(asked, words.erase.confirm, rig.memberId);
    expect(await written()).toMatchObject([{ right: 'erase', guildId: null, personId: BigInt(rig.memberId) }]);
  });
});

/** The answer as the person sees it now. */
async function seen(token: string): Promise<{ content: string } | null> {
  const { clientId, apiUrl } = rig.application;
  const answer = await fetch(`${apiUrl}/v10/webhooks/${clientId}/${token}/messages/@original`);
  return answer.ok ? ((await answer.json()) as { content: string }) : null;
}

test('a request that fails is told, too', async () => {
  const asked = await rig.run('privacy object', {}, asMember());
  await rig.db.prisma.rightsRequest.updateMany({
    data: { state: 'failed', reason: 'superseded', finishedAt: new Date() },
  });
  await expect.poll(async () => (await seen(asked.token))?.content, { timeout: 5_000 }).toBe(words.notDone);
});

test('requests lists those of the person, with links', async () => {
  expect((await rig.run('privacy requests', {}, asMember())).message?.content).toBe(words.requests.none);
  await rig.run('privacy export', {}, asMember());
  await rig.run('privacy restrict');
  const [own, others] = await written();
  const listed = textOf(await rig.run('privacy requests', {}, asMember()));
  expect(listed).toContain(`[A file with your data](<https://procord.example/privacy/requests/${own?.id}>): Asked`);
  expect(listed).not.toContain(others?.id);
});

test('a button whose words were made up does nothing', async () => {
  const asked = await rig.run('privacy erase', {}, asMember());
  await expect(rig.press(asked, 'Erase somebody else', rig.memberId)).rejects.toThrow('no button');
  expect(await written()).toEqual([]);
});
