import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pictures } from '#bot/pictures/pictures.ts';
import { localToday } from '#core/analytics/rules/local-today.ts';
import { putMessages, putVoice } from '#core/analytics/testing/put-cells.ts';
import { AppError } from '#core/platform/app-error.ts';
import { registerCommandHandlers } from '../dispatch.ts';
import {
  type CommandRig,
  fakeClient,
  interaction,
  pictureOf,
  startCommandRig,
  textOf,
} from '../testing/command-rig.ts';

let rig: CommandRig;
beforeAll(async () => {
  rig = await startCommandRig();
}, 60_000);
afterAll(() => rig?.close());

/** Eight weeks of totals: 100 messages a day, 200 in the last four weeks; half of a day's voice unknown. */
async function countTotals(): Promise<void> {
  const { db, guildId, channelId } = rig;
  const yesterday = localToday(Date.now(), 'UTC') - 1;
  await db.pool.query(
    `INSERT INTO premium_grant (id, guild_id, granted_by, reason) VALUES (gen_random_uuid(), $1, 1, 'test')`,
    [guildId],
  );
  await db.pool.query(
    `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms,
       posters, voice_users, active, joins, left_first_day, left_first_week, left_first_month, left_later, left_unknown,
       observed_messages, observed_voice)
     SELECT $1, $2::int4 - i, 'UTC', CASE WHEN i < 28 THEN 200 ELSE 100 END, 3600000, 0, 0, 0,
            9, 3, 10, 2, 0, 0, 1, 0, 0, 1, CASE WHEN i = 5 THEN 0.5 ELSE 1 END
       FROM generate_series(0, 55) i`,
    [guildId, yesterday],
  );
  await db.pool.query(
    `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms,
       alone_ms, voice_users)
     SELECT $1, $2, $3::int4 - i, 7, 1, 0, 0, 0, 0, 0 FROM generate_series(0, 9) i`,
    [guildId, channelId, yesterday],
  );
}

/** Rows of one person and of others in the hour under way, in a guild that is counted since a day. */
async function countPeople(userId: string): Promise<void> {
  const { db, guildId, channelId } = rig;
  const now = Date.now();
  const hour = Math.floor(now / 3_600_000);
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
    guildId,
    now - 86_400_000,
  ]);
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, observed_ms, committed_at, heartbeat_at)
     VALUES (1, 0, $1, now(), now())`,
    [now + 600_000],
  );
  await putMessages(db, [
    [guildId, channelId, userId, hour, 41],
    [guildId, channelId, '77', hour, 5_000],
    ['1', channelId, userId, hour, 600],
  ]);
  await putVoice(db, [[guildId, 5, userId, hour, 3_600_000, 60_000, 0, 0]]);
}

test('guild and me say that nothing is known before the guild has premium', async () => {
  const answer = await rig.run('stats guild');
  expect(textOf(answer)).toContain('Premium is not active');
  expect(answer.ephemeral).toBe(true);
  expect(textOf(await rig.run('stats me'))).toContain('nothing is known of you here');
});

test('guild answers with figures and a picture, in time, to its asker alone unless told so', async () => {
  await countTotals();
  const answer = await rig.run('stats guild');
  expect(answer.answeredAfterMs).toBeLessThan(3_000);
  expect(answer.ephemeral).toBe(true);
  expect(textOf(answer)).toContain('Messages: **5,600** (100% more than the 28 days before)');
  expect(textOf(answer)).toContain('Voice time: **28 hr** (as much as the 28 days before)');
  expect(textOf(answer)).toContain('Active members, on average a day: **10**');
  expect(textOf(answer)).toContain('Joined: **56** · Left: **28**');
  expect(textOf(answer)).toContain('Observed: 100% of the time for messages, 98.2% for voice.');
  expect(textOf(answer)).toContain(`https://procord.example/guilds/${rig.guildId}`);

  const picture = await pictureOf(answer);
  expect(picture).toMatchObject({ filename: 'stats.png', content_type: 'image/png' });
  expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.width).toBeGreaterThan(1_000);
  expect(picture.description).toMatch(/^Bars: Messages by day, .*5,600 in all\. Highest: 200, /);
  expect((await rig.run('stats guild', { public: true })).ephemeral).toBe(false);
});

test('guild says nothing of joins and leaves where none was seen: Discord may not let the bot see any', async () => {
  const { db, guildId } = rig;
  const set = (joins: number, left: number) =>
    db.pool.query(
      'UPDATE analytics.guild_day SET joins = $2, left_first_month = $3, left_unknown = 0 WHERE guild_id = $1',
      [guildId, joins, left],
    );
  await set(0, 0);
  const answer = textOf(await rig.run('stats guild'));
  expect(answer).toContain('Messages: **5,600**');
  expect(answer).not.toContain('Joined');
  await set(0, 1);
  expect(textOf(await rig.run('stats guild'))).toContain('Joined: **0** · Left: **28**');
});

test('range, measure and appearance are choices', async () => {
  const dark = await pictureOf(await rig.run('stats guild', { range: 7, show: 'voice' }));
  expect(dark.description).toMatch(/^Bars: Voice time by day, .*7 hr in all\./);
  expect(dark.description).toContain('One of them was not or only partly observed.');
  const light = await pictureOf(await rig.run('stats guild', { range: 7, show: 'voice', appearance: 'light' }));
  expect(light.bytes.equals(dark.bytes)).toBe(false);
  const year = await pictureOf(await rig.run('stats guild', { range: 365, show: 'people' }));
  expect(year.description).toMatch(/^Bars: Active members by week, /);
  expect(year.description).not.toContain('in all');
  expect(year.description).toContain('of them were not or only partly observed.');
});

test('channel is about this channel, or another one, of this guild', async () => {
  const here = await rig.run('stats channel', { range: 7 });
  expect(textOf(here)).toContain(`<#${rig.channelId}>`);
  expect(textOf(here)).toContain('Messages: **49**');
  expect(textOf(here)).not.toContain('Active members');
  const channels = rig.discord.sim.world.guildById(rig.guildId)?.channels ?? [];
  const other = channels.find(({ type, id }) => type === 0 && id !== rig.channelId)?.id ?? '';
  expect(textOf(await rig.run('stats channel', { range: 7, channel: other }))).toContain('Messages: **0**');
});

test('me shows a member their own rows, of this guild, and nobody else’s', async () => {
  await countPeople(rig.memberId);
  const answer = await rig.run('stats me', {}, { userId: rig.memberId });
  expect(answer.ephemeral).toBe(true);
  expect(textOf(answer)).toContain('Messages: **41**');
  expect(textOf(answer)).toContain('Voice time: **1 hr 1 min**');
  expect(textOf(answer)).toContain('deleted after 30 days');
  expect((await pictureOf(answer)).description).toContain('41 in all.');
  expect(textOf(await rig.run('stats me'))).toContain('Messages: **0**');
  await expect(rig.run('stats me', { range: 90 }, { userId: rig.memberId })).rejects.toThrow('does not take 90');
});

test('me stays with its asker, whatever a lying client sends along', async () => {
  const sent: unknown[] = [];
  const fake = fakeClient(sent);
  registerCommandHandlers(fake, rig.deps);
  fake.emit(interaction(rig, 'stats me', '2048', { public: true, range: 365, user: rig.memberId }));
  await expect.poll(() => JSON.stringify(sent), { timeout: 10_000 }).toContain('Messages: **0**');
  expect(JSON.stringify(sent)).toContain('"flags":64');
});

test('me shows nothing to who objected, here or everywhere', async () => {
  for (const where of [rig.guildId, '0']) {
    await rig.db.pool.query('INSERT INTO analytics.objection (user_id, guild_id) VALUES ($1, $2)', [
      rig.memberId,
      where,
    ]);
    const answer = await rig.run('stats me', {}, { userId: rig.memberId });
    expect(textOf(answer)).toContain('You objected to being counted');
    expect(answer.message?.attachments).toEqual([]);
    await rig.db.pool.query('DELETE FROM analytics.objection');
  }
});

test('an answer that took long has its picture, too', async () => {
  const blocker = await rig.db.pool.connect();
  await blocker.query('BEGIN; LOCK TABLE guild IN ACCESS EXCLUSIVE MODE');
  const asked = rig.run('stats guild');
  setTimeout(() => void blocker.query('ROLLBACK').finally(() => blocker.release()), 1_800);
  const answer = await asked;
  expect(answer.type).toBe(5);
  expect(answer.answeredAfterMs).toBeLessThan(3_000);
  expect((await pictureOf(answer)).description).toContain('5,600');
});

test('without a picture the figures are said all the same', async () => {
  const broken: Pictures = { png: () => Promise.reject(new AppError('internal', 'not today')), close: async () => {} };
  const answer = await rig.withDeps({ pictures: broken }, () => rig.run('stats guild'));
  expect(textOf(answer)).toContain('Messages: **5,600**');
  expect(textOf(answer)).toContain('The picture could not be drawn');
  expect(answer.message?.attachments).toEqual([]);
});

test('where Discord takes no file, the figures are said all the same', async () => {
  const sent: unknown[] = [];
  const fake = fakeClient(sent);
  const { post } = fake.rest;
  fake.rest.post = async (route, options) => {
    if (options.files) throw new Error('Missing Permissions');
    return post(route, options);
  };
  fake.rest.patch = fake.rest.post;
  registerCommandHandlers(fake, rig.deps);
  fake.emit(interaction(rig, 'stats guild', '32'));
  await expect.poll(() => JSON.stringify(sent), { timeout: 10_000 }).toContain('Messages: **5,600**');
  expect(JSON.stringify(sent)).toContain('The picture could not be drawn');
});

test('every word follows the language of the person, those for the picture too', async () => {
  const { message } = await rig.withDeps({ mode: 'test' }, () => rig.run('stats guild', {}, { locale: 'en-XA' }));
  for (const words of [message?.content ?? '', message?.attachments[0]?.description ?? '']) {
    expect(words).toContain('Ṁéššáĝéš');
    // Numbers, units and dates are English there; nothing else is.
    const unsaid = words.replace(/\(<.*?>\)/g, '').match(/\b[a-z]{4,}\b/g);
    expect(unsaid).toBeNull();
  }
});
