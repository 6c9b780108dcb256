import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS, hourOf, shardOf } from '#core/platform/snowflake.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { getOverview } from './get-overview.server.ts';
import { nameChannels, VOICE_DEAFENED, VOICE_MUTED } from './rules.ts';
import { putMessages, putVoice } from './testing/put-cells.ts';

const GUILD = '1180000000000000001';
const OTHER = '1180000000000000002';
const GENERAL = '1180000000000000100';
const HELP = '1180000000000000101';
const THREAD = '1180000000000000102';
const GONE = '1180000000000000103';
const LOUNGE = '1180000000000000200';
const AFK = '1180000000000000201';
const MINUTE = 60_000;
/** 21 November 2026, 13:30 UTC. */
const NOW = Date.parse('2026-11-21T13:30:00Z');
const at = (time: string, day = '2026-11-21') => Date.parse(`${day}T${time}:00Z`);

let db: WholeDatabase;
let people = 0;

beforeEach(async () => {
  db = await createTestDatabase();
  await db.pool.query('INSERT INTO guild (id, afk_channel_id) VALUES ($1, $2)', [GUILD, AFK]);
  await shard(NOW);
  await span(at('00:00', '2026-11-01'), null);
});
afterEach(() => db.close());

async function shard(observedMs: number, shardCount = 8) {
  await db.pool.query(
    `INSERT INTO gateway.shard (shard_count, shard_id, heartbeat_at, committed_at, observed_ms)
     VALUES ($1, $2, now(), now(), $3)
     ON CONFLICT (shard_count, shard_id) DO UPDATE SET observed_ms = excluded.observed_ms`,
    [shardCount, shardOf(GUILD, shardCount), observedMs],
  );
}
async function span(fromMs: number, toMs: number | null, guildId = GUILD) {
  await db.pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms, to_ms) VALUES ($1, $2, $3)', [
    guildId,
    fromMs,
    toMs,
  ]);
}
async function gap(
  fromMs: number,
  toMs: number | null,
  kind = 'all',
  guildId: string | null = GUILD,
  reason = 'session-lost',
) {
  await db.pool.query(
    `INSERT INTO analytics.coverage_gap (shard_count, shard_id, guild_id, kind, from_ms, to_ms, reason)
     VALUES (8, $1, $2, $3, $4, $5, $6)`,
    [shardOf(GUILD, 8), guildId, kind, fromMs, toMs, reason],
  );
}
async function messages(ms: number, count: number, channelId = GENERAL, userId = person(), guildId = GUILD) {
  await putMessages(db, [[guildId, channelId, userId, hourOf(ms), count]]);
}
async function voice(ms: number, parts: [number, number, number, number], userId = person(), channelId = LOUNGE) {
  await putVoice(db, [[GUILD, channelId, userId, hourOf(ms), ...parts]]);
}
async function inVoice(accruedUntilMs: number, flags = 0, userId = person(), channelId = LOUNGE) {
  await db.pool.query('INSERT INTO analytics.voice_session VALUES ($1, $2, $3, $4, $5)', [
    GUILD,
    userId,
    channelId,
    flags,
    accruedUntilMs,
  ]);
}
function person(): string {
  people += 1;
  return `${1_170_000_000_000_000_000n + BigInt(people)}`;
}
const read = (timeZone = 'UTC', nowMs = NOW) => getOverview(db, { guildId: GUILD }, { nowMs, timeZone });

describe('messages', () => {
  test('of today only, of this guild only, by hour and by channel', async () => {
    await messages(at('23:59', '2026-11-20'), 1_000);
    await messages(at('00:00'), 3);
    await messages(at('13:10'), 5);
    await messages(at('13:10'), 7, HELP);
    await messages(at('13:10'), 99, GENERAL, person(), OTHER);
    const overview = await read();
    expect(overview.messages).toBe(15);
    expect(overview.date).toBe('2026-11-21');
    expect(overview.hours).toHaveLength(24);
    expect(overview.hours[0]).toMatchObject({ messages: 3, state: 'past', before: { messages: 0, voiceMs: 0 } });
    expect(overview.hours[13]).toMatchObject({ messages: 12, state: 'now' });
    expect(overview.hours[14]).toMatchObject({ messages: 0, state: 'to-come' });
    expect(overview.hours[23]).toMatchObject({ before: { messages: 1_000 } });
    expect(overview.channels.map(({ id, messages: count }) => [id, count])).toEqual([
      [GENERAL, 8],
      [HELP, 7],
    ]);
  });

  test('threads count for their channel and are listed apart; former channels are told from archived threads', async () => {
    await db.pool.query('INSERT INTO analytics.thread VALUES ($1, $2, $3)', [GUILD, THREAD, HELP]);
    await messages(at('10:00'), 4, HELP);
    await messages(at('10:00'), 6, THREAD);
    await messages(at('10:00'), 2, GONE);
    const overview = await read();
    expect(overview.channels[0]).toMatchObject({ id: HELP, messages: 10, threads: [{ id: THREAD, messages: 6 }] });
    const named = nameChannels(overview, [{ id: HELP, name: 'help', parentId: null }]);
    expect(named.channels.map(({ name, former }) => [name, former])).toEqual([
      ['help', false],
      [null, true],
    ]);
    expect(named.channels[0]?.threads[0]?.name).toBeNull();
    expect(nameChannels(overview, null).channels.every(({ former }) => !former)).toBe(true);
  });
});

describe('people', () => {
  test('active is a message or five minutes of voice, each person once', async () => {
    const both = person();
    await messages(at('09:00'), 1, GENERAL, both);
    await messages(at('10:00'), 1, HELP, both);
    await messages(at('10:00'), 1);
    await voice(at('09:00'), [3 * MINUTE, MINUTE, MINUTE, 0], both);
    await voice(at('09:00'), [3 * MINUTE, 0, 0, 0], '1170000000000009999');
    await voice(at('10:00'), [2 * MINUTE, 0, 0, 0], '1170000000000009999');
    await voice(at('11:00'), [5 * MINUTE - 1, 0, 0, 30 * MINUTE]);
    const { people: found } = await read();
    expect(found).toEqual({ active: 3, posters: 2, voice: 2 });
  });
});

describe('voice', () => {
  test('is active, muted and deafened time; time alone is none', async () => {
    await voice(at('09:00'), [10 * MINUTE, 5 * MINUTE, MINUTE, 40 * MINUTE]);
    const overview = await read();
    expect(overview.voice).toEqual({ activeMs: 10 * MINUTE, mutedMs: 5 * MINUTE, deafenedMs: MINUTE });
    expect(overview.hours[9]?.voiceMs).toBe(16 * MINUTE);
    expect(overview.inVoiceNow).toBe(0);
  });

  test('who is in it now adds the time since it was last written, by part and hour, up to the commit', async () => {
    await shard(at('13:20'));
    await inVoice(at('12:50'));
    await inVoice(at('13:00'), VOICE_MUTED);
    await inVoice(at('13:10'), VOICE_MUTED | VOICE_DEAFENED);
    const overview = await read('UTC', at('13:20'));
    expect(overview.voice).toEqual({ activeMs: 30 * MINUTE, mutedMs: 20 * MINUTE, deafenedMs: 10 * MINUTE });
    expect(overview.hours[12]?.voiceMs).toBe(10 * MINUTE);
    expect(overview.hours[13]?.voiceMs).toBe(50 * MINUTE);
    expect(overview.people.voice).toBe(3);
    expect(overview.inVoiceNow).toBe(3);
    expect(overview.voiceChannels).toMatchObject([{ id: LOUNGE, inItNow: 3 }]);
  });

  test('who is alone, or in the AFK channel, gathers none', async () => {
    await inVoice(at('12:00'));
    await inVoice(at('12:00'), 0, person(), AFK);
    await inVoice(at('12:00'), 0, person(), AFK);
    const overview = await read();
    expect(overview.voice).toEqual({ activeMs: 0, mutedMs: 0, deafenedMs: 0 });
    expect(overview.inVoiceNow).toBe(1);
  });

  test('gathers nothing in a gap of voice, nor after the newest commit', async () => {
    await shard(at('13:00'));
    await inVoice(at('12:00'));
    await inVoice(at('12:00'));
    await gap(at('12:15'), at('12:30'), 'voice');
    const overview = await read();
    expect(overview.voice.activeMs).toBe(2 * 45 * MINUTE);
    expect(overview.asOfMs).toBe(at('13:00'));
  });
});

describe('coverage', () => {
  test('is whole where nothing was missed, up to the newest commit', async () => {
    await shard(NOW - 2_000);
    const overview = await read();
    expect(overview).toMatchObject({ state: 'counting', asOfMs: NOW - 2_000 });
    expect(overview.coverage).toEqual({ messages: 1, voice: 1, gaps: [] });
  });

  test('a gap of the shard and one of voice alone, each with its hours and its reason', async () => {
    await gap(at('09:00'), at('10:30'), 'all', null, 'session-lost');
    await gap(at('10:00'), at('11:00'), 'voice', GUILD, 'not-yet-known');
    await gap(at('09:15'), at('09:30'));
    const { coverage, hours } = await read();
    expect(coverage.gaps).toEqual([
      { fromMs: at('09:00'), toMs: at('10:30'), kind: 'all', reason: 'session-lost' },
      { fromMs: at('10:30'), toMs: at('11:00'), kind: 'voice', reason: 'not-yet-known' },
    ]);
    expect(coverage.messages).toBeCloseTo(1 - 1.5 / 13.5);
    expect(coverage.voice).toBeCloseTo(1 - 2 / 13.5);
    expect(hours.slice(8, 12).map(({ observed }) => [observed.messages, observed.voice])).toEqual([
      [1, 1],
      [0, 0],
      [0.5, 0],
      [1, 1],
    ]);
  });

  test('a gap whose messages were filled in afterwards is one of voice; partly filled in it stays unknown', async () => {
    await gap(at('09:00'), at('10:00'), 'all', null);
    await gap(at('11:00'), at('12:00'));
    const heal = (state: string, which: string) =>
      db.pool.query(
        `INSERT INTO analytics.gap_healing (gap_id, guild_id, state)
         SELECT id, $1, $2 FROM analytics.coverage_gap WHERE from_ms = $3`,
        [GUILD, state, at(which)],
      );
    await heal('healed', '09:00');
    await heal('partly', '11:00');
    const { coverage, hours } = await read();
    expect(coverage.gaps).toEqual([
      { fromMs: at('09:00'), toMs: at('10:00'), kind: 'voice', reason: 'session-lost', healing: 'healed' },
      { fromMs: at('11:00'), toMs: at('12:00'), kind: 'all', reason: 'session-lost', healing: 'partly' },
    ]);
    expect(coverage.messages).toBeCloseTo(1 - 1 / 13.5);
    expect(coverage.voice).toBeCloseTo(1 - 2 / 13.5);
    expect(hours.slice(9, 12).map(({ observed }) => [observed.messages, observed.voice])).toEqual([
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  test('an open gap reaches to now; other guilds and other shards do not matter', async () => {
    await gap(at('13:00'), null);
    await gap(at('01:00'), at('02:00'), 'all', OTHER);
    await db.pool.query(
      `INSERT INTO analytics.coverage_gap (shard_count, shard_id, kind, from_ms, to_ms, reason)
       VALUES (8, $1, 'all', $2, $3, 'session-lost')`,
      [(shardOf(GUILD, 8) + 1) % 8, at('03:00'), at('04:00')],
    );
    const { coverage } = await read();
    expect(coverage.gaps).toEqual([{ fromMs: at('13:00'), toMs: NOW, kind: 'all', reason: 'session-lost' }]);
  });

  test('what is later than a commit of long ago is not yet known, and the numbers say up to when they go', async () => {
    await shard(at('12:30'));
    const overview = await read();
    expect(overview).toMatchObject({ state: 'behind', asOfMs: at('12:30') });
    expect(overview.coverage.gaps).toEqual([{ fromMs: at('12:30'), toMs: NOW, kind: 'all', reason: 'behind' }]);
    expect(overview.comparison?.untilMs).toBe(at('12:00'));
  });

  test('before it was counted, nothing is known, whatever else went wrong', async () => {
    await db.pool.query('DELETE FROM analytics.counting_span');
    await span(at('06:00'), null);
    await gap(at('02:00'), at('07:00'), 'all', null);
    const overview = await read();
    expect(overview).toMatchObject({ state: 'counting', countingSinceMs: at('06:00') });
    expect(overview.coverage.gaps).toEqual([
      { fromMs: at('00:00'), toMs: at('06:00'), kind: 'all', reason: 'not-counted' },
      { fromMs: at('06:00'), toMs: at('07:00'), kind: 'all', reason: 'session-lost' },
    ]);
  });

  test('stopped where it was counted earlier today, never where not', async () => {
    await db.pool.query('UPDATE analytics.counting_span SET to_ms = $1', [at('08:00')]);
    const stopped = await read();
    expect(stopped).toMatchObject({ state: 'stopped', countingSinceMs: null });
    expect(stopped.coverage.messages).toBeCloseTo(8 / 13.5);
    await db.pool.query('UPDATE analytics.counting_span SET to_ms = $1', [at('00:00')]);
    expect((await read()).state).toBe('never');
    await db.pool.query('DELETE FROM analytics.counting_span; DELETE FROM gateway.shard');
    expect(await read()).toMatchObject({ state: 'never', messages: 0, coverage: { messages: 0, voice: 0 } });
  });

  test('after a change of the number of shards the newest owner speaks', async () => {
    await shard(at('13:29'), 16);
    await db.pool.query("UPDATE gateway.shard SET heartbeat_at = now() - interval '1 hour' WHERE shard_count = 8");
    await db.pool.query('UPDATE gateway.shard SET observed_ms = $1 WHERE shard_count = 8', [at('01:00')]);
    expect((await read()).asOfMs).toBe(at('13:29'));
  });
});

describe('yesterday', () => {
  test('is compared over whole hours that were observed on both days', async () => {
    await messages(at('08:00'), 30);
    await messages(at('13:00'), 1_000);
    await messages(at('08:00', '2026-11-20'), 20);
    await messages(at('14:00', '2026-11-20'), 500);
    await voice(at('09:00'), [MINUTE, 0, 0, 0]);
    expect((await read()).comparison).toEqual({
      untilMs: at('13:00'),
      messages: { today: 30, before: 20 },
      voiceMs: { today: MINUTE, before: 0 },
    });
  });

  test('is not compared where a part of either day is unknown to the measure', async () => {
    await gap(at('08:00', '2026-11-20'), at('08:10', '2026-11-20'), 'voice');
    const { comparison, hours } = await read();
    expect(comparison).toMatchObject({ messages: { today: 0, before: 0 }, voiceMs: null });
    expect(hours[8]?.before).toEqual({ messages: 0, voiceMs: null });
  });

  test('is not compared before the first whole hour', async () => {
    await shard(at('00:40'));
    expect((await read('UTC', at('00:40'))).comparison).toBeNull();
  });
});

describe('the day of a time zone', () => {
  test.each([
    // Noon in UTC is 02:00 of the 22nd at +14, 01:00 of the 21st at -11 and 17:30 at +5:30.
    ['Pacific/Kiritimati', '2026-11-22', '10:00', '2026-11-21', 3],
    ['Pacific/Pago_Pago', '2026-11-21', '11:00', '2026-11-21', 2],
    ['Asia/Kolkata', '2026-11-21', '19:00', '2026-11-20', 18],
  ])('%s', async (timeZone, date, from, fromDay, begun) => {
    await messages(at('12:00'), 7);
    await messages(at(from, fromDay) - HOUR_MS, 1_000);
    await messages(at(from, fromDay), 5);
    const overview = await read(timeZone, at('12:20'));
    expect(overview).toMatchObject({ date, timeZone, messages: 12, fromMs: at(from, fromDay) });
    expect(overview.hours.filter(({ state }) => state !== 'to-come')).toHaveLength(begun);
    expect(overview.hours[0]?.messages).toBe(5);
  });

  test('a day with 25 hours', async () => {
    await db.pool.query('UPDATE analytics.counting_span SET from_ms = $1', [at('00:00', '2026-10-01')]);
    await shard(at('20:00', '2026-10-25'));
    // 02:00 summer time is 00:00 UTC, 02:00 winter time 01:00 UTC.
    await messages(at('00:10', '2026-10-25'), 3);
    await messages(at('01:10', '2026-10-25'), 4);
    await messages(at('00:10', '2026-10-24'), 9);
    const overview = await read('Europe/Berlin', at('20:00', '2026-10-25'));
    expect(overview.hours).toHaveLength(25);
    expect(overview.hours.slice(2, 4).map(({ messages: count, before }) => [count, before.messages])).toEqual([
      [3, 9],
      [4, null],
    ]);
    expect(overview.comparison?.messages).toBeNull();
  });

  test('an unknown one counts as UTC', async () => {
    expect((await read('Mars/Olympus')).timeZone).toBe('UTC');
  });
});

test('reads one state of the database, and leaves its connections in order', async () => {
  await Promise.all(Array.from({ length: 12 }, () => read()));
  expect(db.pool.idleCount).toBe(db.pool.totalCount);
  await expect(getOverview(db, { guildId: 'x' }, { nowMs: NOW, timeZone: 'UTC' })).rejects.toThrow();
  expect((await read()).messages).toBe(0);
});
