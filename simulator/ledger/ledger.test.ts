import { describe, expect, test } from 'vitest';
import { shardOf } from '../world/snowflake.ts';
import { CHANNEL_TYPE } from '../world/types.ts';
import { World } from '../world/world.ts';
import { HOUR_MS, Ledger, type LedgerCell, type LedgerQuestion } from './ledger.ts';
import { MESSAGE_KIND, MessageLog } from './message-log.ts';
import { VOICE_FLAG, VoiceLog } from './voice-log.ts';

/** 23:00 UTC on the last day of a month, so that hours, days and months all end one hour later. */
const ELEVEN_PM = Date.UTC(2025, 0, 31, 23, 0, 0);
const MINUTE = 60_000;

function setup() {
  const world = new World({ guilds: 3, largestGuild: 500 });
  const messages = new MessageLog(1_000_000);
  const voice = new VoiceLog();
  const ledger = new Ledger(world, messages, voice);
  const guild = world.guildAt(0);
  const [room, other] = guild.channels.filter((one) => one.type === CHANNEL_TYPE.voice);
  const text = guild.channels.find((one) => one.type === CHANNEL_TYPE.text);
  if (!room || !other || !text) throw new Error('channels are missing');
  const [ann, bob, cem] = [1, 2, 3].map((i) => world.seededMember(guild, i)) as [number, number, number];
  const at = (minute: number, channel: { index: number } | null, user: number, flags = 0) =>
    voice.append(ELEVEN_PM + minute * MINUTE, guild.index, channel?.index ?? -1, user, flags);
  const say = (ms: number, user: number, kind: number = MESSAGE_KIND.human, channel = text) =>
    messages.append(ms, 0, channel.index, user, kind as 0, 0);
  const cells = (minutes: number, question: Partial<LedgerQuestion> = {}) =>
    ledger.cells({ ...question, asOfMs: ELEVEN_PM + minutes * MINUTE });
  const of = (all: LedgerCell[], user: number) =>
    all
      .filter((one) => one.userId === world.people.idOf(user))
      .sort((a, b) => a.hour - b.hour || a.channelId.localeCompare(b.channelId));
  return { world, guild, room, other, text, ann, bob, cem, at, say, cells, of };
}

/** Minutes of a cell: active, muted, deafened, alone. */
const minutes = (cell: LedgerCell | undefined) =>
  cell ? [cell.activeMs, cell.mutedMs, cell.deafenedMs, cell.aloneMs].map((ms) => ms / MINUTE) : null;

describe('messages', () => {
  test('count where a human wrote them: types 0 and 19, no bot, webhook or system type', async () => {
    const { say, cells, ann, bob, guild } = setup();
    say(ELEVEN_PM, ann);
    say(ELEVEN_PM, ann, MESSAGE_KIND.reply);
    for (const kind of [
      MESSAGE_KIND.join,
      MESSAGE_KIND.pin,
      MESSAGE_KIND.boost,
      MESSAGE_KIND.threadCreated,
      MESSAGE_KIND.threadStarter,
    ]) {
      say(ELEVEN_PM, bob, kind);
    }
    say(ELEVEN_PM, guild.bots[0] ?? 0, MESSAGE_KIND.bot);
    say(ELEVEN_PM, 0, MESSAGE_KIND.webhook);
    const all = await cells(1);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      messages: 2,
      uncertainMessages: 0,
      hour: ELEVEN_PM / HOUR_MS,
      guildId: guild.id,
      parentId: null,
    });
  });

  test('fall into the hour of their own time', async () => {
    const { say, cells, of, ann } = setup();
    say(ELEVEN_PM + HOUR_MS - 1, ann);
    say(ELEVEN_PM + HOUR_MS, ann);
    expect(of(await cells(120), ann).map((one) => [one.hour - ELEVEN_PM / HOUR_MS, one.messages])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  test('of a thread stand under the thread, with its parent', async () => {
    const { world, say, cells, ann, text } = setup();
    const thread = world.createThread(text, '1400000000000000000', 'Thread', ann, ELEVEN_PM);
    say(ELEVEN_PM, ann, MESSAGE_KIND.human, thread);
    expect((await cells(1))[0]).toMatchObject({ channelId: thread.id, parentId: text.id, messages: 1 });
  });

  test('inside an excluded span are uncertain; the span is half-open and only of its shard or guild', async () => {
    const { say, cells, ann, guild } = setup();
    for (const minute of [0, 1, 2, 3]) say(ELEVEN_PM + minute * MINUTE, ann);
    const span = { fromMs: ELEVEN_PM + MINUTE, toMs: ELEVEN_PM + 3 * MINUTE };
    const shardId = shardOf(guild.id, 4);
    const counted = async (excluded: LedgerQuestion['excluded']) => {
      const [cell] = await cells(5, { excluded });
      return [cell?.messages, cell?.uncertainMessages];
    };
    expect(await counted([{ shardCount: 4, shardId, ...span }])).toEqual([2, 2]);
    expect(await counted([{ shardCount: 4, shardId: (shardId + 1) % 4, ...span }])).toEqual([4, 0]);
    expect(await counted([{ guildId: guild.id, ...span }])).toEqual([2, 2]);
    expect(await counted([span])).toEqual([2, 2]);
  });
});

describe('voice', () => {
  test('needs another human: alone until the second comes, alone again after', async () => {
    const { at, cells, of, room, ann, bob } = setup();
    at(0, room, ann);
    at(10, room, bob);
    at(30, null, bob);
    at(35, null, ann);
    const all = await cells(59);
    expect(minutes(of(all, ann)[0])).toEqual([20, 0, 0, 15]);
    expect(minutes(of(all, bob)[0])).toEqual([20, 0, 0, 0]);
  });

  test('splits at the hour, which here is also the day and the month', async () => {
    const { at, cells, of, room, ann, bob } = setup();
    at(50, room, ann);
    at(50, room, bob);
    at(75, null, ann);
    at(130, null, bob);
    const all = await cells(200);
    expect(of(all, ann).map((one) => [one.hour - ELEVEN_PM / HOUR_MS, minutes(one)])).toEqual([
      [0, [10, 0, 0, 0]],
      [1, [15, 0, 0, 0]],
    ]);
    expect(of(all, bob).map((one) => [one.hour - ELEVEN_PM / HOUR_MS, minutes(one)])).toEqual([
      [0, [10, 0, 0, 0]],
      [1, [15, 0, 0, 45]],
      [2, [0, 0, 0, 10]],
    ]);
  });

  test('keeps muted and deafened apart; deafened outranks muted, alone outranks both', async () => {
    const { at, cells, of, room, ann, bob } = setup();
    const { muted, deafened } = VOICE_FLAG;
    at(0, room, ann, muted | deafened);
    at(5, room, bob);
    at(10, room, ann, muted);
    at(20, room, ann);
    at(30, null, bob);
    at(40, null, ann);
    const all = await cells(59);
    expect(minutes(of(all, ann)[0])).toEqual([10, 10, 5, 15]);
    expect(minutes(of(all, bob)[0])).toEqual([25, 0, 0, 0]);
  });

  test('a move ends one channel and begins the other, for those who stay too', async () => {
    const { at, cells, of, room, other, ann, bob, cem } = setup();
    at(0, room, ann);
    at(0, room, bob);
    at(0, other, cem);
    at(10, other, bob);
    at(25, null, ann);
    at(30, null, bob);
    at(30, null, cem);
    const all = await cells(59);
    const byChannel = (user: number) => Object.fromEntries(of(all, user).map((one) => [one.channelId, minutes(one)]));
    expect(byChannel(ann)).toEqual({ [room.id]: [10, 0, 0, 15] });
    expect(byChannel(bob)).toEqual({ [room.id]: [10, 0, 0, 0], [other.id]: [20, 0, 0, 0] });
    expect(byChannel(cem)).toEqual({ [other.id]: [20, 0, 0, 10] });
  });

  test('the AFK channel counts for nothing, and nobody there is company elsewhere', async () => {
    const { at, cells, of, world, guild, room, ann, bob } = setup();
    const afk = world.channelById(guild.afkChannelId ?? '');
    at(0, room, ann);
    at(0, room, bob);
    at(10, afk, ann, VOICE_FLAG.afk);
    at(20, afk, bob, VOICE_FLAG.afk);
    at(40, null, ann);
    at(40, null, bob);
    const all = await cells(59);
    expect(of(all, ann).map(minutes)).toEqual([[10, 0, 0, 0]]);
    expect(of(all, bob).map(minutes)).toEqual([[10, 0, 0, 10]]);
  });

  test('time inside an excluded span is left out, across hours', async () => {
    const { at, cells, of, guild, room, ann, bob } = setup();
    at(30, room, ann);
    at(30, room, bob);
    at(90, null, ann);
    at(90, null, bob);
    const excluded = [
      { guildId: guild.id, fromMs: ELEVEN_PM + 40 * MINUTE, toMs: ELEVEN_PM + 50 * MINUTE },
      { guildId: guild.id, fromMs: ELEVEN_PM + 45 * MINUTE, toMs: ELEVEN_PM + 70 * MINUTE },
    ];
    expect(of(await cells(120, { excluded }), ann).map(minutes)).toEqual([
      [10, 0, 0, 0],
      [20, 0, 0, 0],
    ]);
  });

  test('a session that still runs is counted up to the question', async () => {
    const { at, cells, of, room, ann, bob } = setup();
    at(0, room, ann);
    at(0, room, bob);
    expect(minutes(of(await cells(7), ann)[0])).toEqual([7, 0, 0, 0]);
    expect(minutes(of(await cells(8), ann)[0])).toEqual([8, 0, 0, 0]);
  });
});

describe('the log', () => {
  test('forgets its oldest entries at its limit and says from when it is complete', () => {
    const log = new MessageLog(131_072);
    for (let i = 0; i < 400_000; i += 1) log.append(1000 + i, 0, 0, 0, 0, 0);
    expect(log.first).toBeGreaterThan(0);
    expect(log.next - log.first).toBeLessThanOrEqual(131_072 + 65_536);
    expect(log.completeFromMs).toBe(1000 + log.first);
    expect(() => log.msAt(log.first - 1)).toThrow(RangeError);
    expect(log.msAt(399_999)).toBe(1000 + 399_999);
  });

  test('takes a million messages in the memory of its columns', async () => {
    const { world, guild, text } = setup();
    const log = new MessageLog(2_000_000);
    for (let i = 0; i < 1_000_000; i += 1) {
      log.append(ELEVEN_PM + i, 0, text.index, world.seededMember(guild, i % 400), 0, 0);
    }
    const cells = await new Ledger(world, log, new VoiceLog()).cells({ asOfMs: ELEVEN_PM });
    expect(cells.reduce((sum, one) => sum + one.messages, 0)).toBe(1_000_000);
  });
});
