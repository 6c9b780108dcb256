import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { DISCORD_EPOCH_MS } from '#core/platform/snowflake.ts';
import { peekedSequence, peekGuild, readMessageCreate, readRest } from './read-message-create.ts';
import { fuzzedMessage } from './testing/fuzz-message.ts';
import { seededRandom } from './testing/random.ts';
import { realisticMessage, snowflakeAt } from './testing/realistic-message.ts';

const FACTS = {
  sequence: 42,
  guildId: '1100000000000000001',
  channelId: '1100000000000000002',
  userId: '80351110224678912',
  createdMs: 1_795_000_000_123,
};

/** What is read of a message whose own id is not known beforehand. */
const readOf = (text: string, facts: object) => ({ ...facts, id: JSON.parse(text).d.id as string });

/** The definition, in plain words; null where the frame is none that can be counted or refused. */
function plainly(text: string) {
  let frame: {
    t?: unknown;
    op?: unknown;
    s?: unknown;
    d?: {
      type?: unknown;
      id?: unknown;
      guild_id?: unknown;
      channel_id?: unknown;
      webhook_id?: unknown;
      author?: { id?: unknown; bot?: unknown } | null;
    };
  } | null;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (frame?.t !== 'MESSAGE_CREATE' || frame.op !== 0 || typeof frame.s !== 'number') return null;
  const { type, id, guild_id, channel_id, webhook_id, author } = frame.d ?? {};
  if (!isId(guild_id)) return null;
  if ((type !== 0 && type !== 19) || webhook_id !== undefined || author?.bot === true) return 'not counted';
  if (!isId(id) || !isId(channel_id) || !isId(author?.id)) return null;
  return {
    sequence: frame.s,
    guildId: guild_id,
    channelId: channel_id,
    userId: author?.id,
    id,
    createdMs: Number(BigInt(String(id)) >> 22n) + DISCORD_EPOCH_MS,
  };
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[1-9]\d{16,18}$/.test(value);
}

function read(text: string) {
  const message = readMessageCreate(text);
  if (message === null || message === 'not counted') return message;
  const { userHigh, userLow, idHigh, idLow, ...rest } = message;
  return { ...rest, userId: idOf(userHigh, userLow), id: idOf(idHigh, idLow) };
}

function idOf(high: number, low: number): string {
  return ((BigInt(high) << 32n) | BigInt(low)).toString();
}

describe('readMessageCreate', () => {
  it('reads a message as Discord sends it', () => {
    const text = realisticMessage(seededRandom(1), FACTS);
    expect(read(text)).toEqual(readOf(text, FACTS));
  });

  it('gives the guild and the sequence first, the rest on request', () => {
    const text = realisticMessage(seededRandom(2), FACTS);
    expect(peekGuild(text)).toBe(FACTS.guildId);
    expect(peekedSequence()).toBe(42);
    expect(readRest(text)).toMatchObject({ channelId: FACTS.channelId, createdMs: FACTS.createdMs });
  });

  it('is sure of more than 99 % of realistic messages and equals JSON.parse on each', () => {
    const random = seededRandom(3);
    let unsure = 0;
    let bytes = 0;
    for (let round = 0; round < 20_000; round++) {
      const facts = {
        sequence: round + 1,
        guildId: snowflakeAt(1_500_000_000_000 + random.int(1e9), random.int(1 << 22)),
        channelId: snowflakeAt(1_600_000_000_000 + random.int(1e9), random.int(1 << 22)),
        userId: snowflakeAt(1_430_000_000_000 + random.int(3e9) * 100, random.int(1 << 22)),
        createdMs: 1_795_000_000_000 + random.int(1e9),
      };
      const text = realisticMessage(random, facts);
      bytes += text.length;
      const message = read(text);
      if (message === null) unsure++;
      // A comparison of vitest's takes longer than to make, read and parse the message.
      else if (!isSame(message, readOf(text, facts))) expect(message).toEqual(readOf(text, facts));
    }
    expect(unsure / 20_000).toBeLessThan(0.01);
    expect(bytes / 20_000).toBeGreaterThan(1_300);
  });

  it('never misreads 40,000 bent payloads: what it says is what JSON.parse says, or nothing', {
    timeout: 180_000,
  }, () => {
    const random = seededRandom(20_261_121);
    const answered: Record<string, number> = {};
    for (let round = 0; round < 40_000; round++) {
      const { text, bent, cut } = fuzzedMessage(random);
      const said = read(text);
      if (said === null) continue;
      const expected = plainly(text);
      // Text that is no JSON, but was not cut off, is Discord's fault: no answer to it is wrong.
      if (cut || (!isSame(said, expected) && isJson(text))) {
        expect({ bent, text, said }).toEqual({ bent, text, said: cut ? null : expected });
      }
      for (const name of [said === 'not counted' ? said : 'counted', ...bent]) {
        answered[name] = (answered[name] ?? 0) + 1;
      }
    }
    // The fuzz means nothing where the reader always gives up.
    expect(answered.counted).toBeGreaterThan(6_000);
    expect(answered['not counted']).toBeGreaterThan(1_000);
    for (const name of [
      'decoy objects',
      'nasty text',
      'shuffle',
      'escapeText',
      'nasty key',
      'webhook',
      'bot',
      'type',
    ]) {
      expect([name, answered[name] ?? 0]).toEqual([name, expect.toSatisfy((count: number) => count > 30)]);
    }
  });

  it.each([
    ['a bot', { author: { id: FACTS.userId, bot: true } }],
    ['a webhook', { webhook_id: FACTS.userId }],
    ['a system message', { type: 7 }],
    ['type 1, the beginning of 19', { type: 1 }],
  ])('says of %s that it is not counted', (_what, change) => {
    const frame = JSON.parse(realisticMessage(seededRandom(4), FACTS));
    expect(read(JSON.stringify({ ...frame, d: { ...change, ...frame.d, ...change } }))).toBe('not counted');
  });

  it.each([
    ['a message outside guilds', { guild_id: undefined }],
    ['an id of 20 digits', { channel_id: '18446744073709551615' }],
    ['a message without an author', { author: null }],
  ])('leaves %s to the slow path', (_what, change) => {
    const frame = JSON.parse(realisticMessage(seededRandom(4), FACTS));
    expect(read(JSON.stringify({ ...frame, d: { ...frame.d, ...change } }))).toBeNull();
  });

  it('reads the author of the message, not of what it answers, quotes or mentions', () => {
    const frame = JSON.parse(realisticMessage(seededRandom(5), FACTS));
    const decoy = { id: '1', author: { id: '999999999999999999', bot: true }, guild_id: '9', channel_id: '9', type: 7 };
    const d = { message_snapshots: [{ message: decoy }], ...frame.d, referenced_message: decoy, mentions: [decoy] };
    expect(read(JSON.stringify({ ...frame, d }))).toEqual({ ...FACTS, id: frame.d.id });
  });

  it('keeps ids exact beyond 2^53 and at the edges of what it holds', () => {
    for (const userId of ['9007199254740993', '10000000000000000', '99999999999999999', '4294967295999999999']) {
      const text = realisticMessage(seededRandom(6), { ...FACTS, userId });
      expect(read(text)).toEqual(userId.length < 17 ? null : readOf(text, { ...FACTS, userId }));
    }
    expect(read(realisticMessage(seededRandom(6), { ...FACTS, userId: '4294967296000000000' }))).toBeNull();
  });

  it('cuts ids loose from the payload they came in', () => {
    const random = seededRandom(7);
    const kept: string[] = [];
    const before = liveBytes();
    const padding = 'x'.repeat(20_000);
    for (let round = 0; round < 5_000; round++) {
      const channelId = snowflakeAt(1_500_000_000_000 + round * 60_000, round);
      const frame = JSON.parse(realisticMessage(random, { ...FACTS, channelId }));
      frame.d.content = padding;
      // As it comes from the socket: one flat string, not the rope that JSON.stringify may hand out.
      const said = readMessageCreate(Buffer.from(JSON.stringify(frame)).toString());
      if (said !== null && said !== 'not counted') kept.push(said.channelId);
    }
    expect(kept.length).toBeGreaterThan(4_900);
    // The 5,000 payloads together are 100 MB.
    expect(liveBytes() - before).toBeLessThan(10_000_000);
    expect(new Set(kept).size).toBe(kept.length);
  });
});

/** The heap after garbage collection. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

function isSame(a: ReturnType<typeof read>, b: object | 'not counted' | null): boolean {
  return a === b || JSON.stringify(Object.entries(a ?? {}).sort()) === JSON.stringify(Object.entries(b ?? {}).sort());
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
