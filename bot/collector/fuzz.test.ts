import { expect, test } from 'vitest';
import { seededRandom } from './testing/random.ts';
import { GUILD, messagesOf, ScriptedShard } from './testing/scripted-shard.ts';

const PAYLOADS = 100_000;
const ROOM = '1200000000000000011';
const people = Array.from({ length: 20 }, (_, index) => `13000000000000000${index + 10}`);

/** Everything the collector reads, as Discord sends it. */
const originals = [
  {
    t: 'MESSAGE_CREATE',
    d: {
      id: '1449000000000000000',
      type: 0,
      guild_id: GUILD,
      channel_id: ROOM,
      author: { id: people[0], bot: false },
      member: { roles: [] },
      mentions: [],
      content: '',
    },
  },
  {
    t: 'VOICE_STATE_UPDATE',
    d: {
      guild_id: GUILD,
      user_id: people[1],
      channel_id: ROOM,
      self_mute: false,
      self_deaf: true,
      mute: false,
      deaf: false,
      suppress: false,
      member: { user: { id: people[1], bot: false } },
    },
  },
  {
    t: 'GUILD_CREATE',
    d: {
      id: GUILD,
      afk_channel_id: null,
      preferred_locale: 'en-US',
      channels: [],
      threads: [{ id: '1500000000000000001', parent_id: ROOM }],
      members: [{ user: { id: people[2], bot: true } }],
      voice_states: [{ user_id: people[3], channel_id: ROOM, self_mute: false }],
    },
  },
  { t: 'GUILD_UPDATE', d: { id: GUILD, afk_channel_id: ROOM, preferred_locale: 'de' } },
  { t: 'GUILD_DELETE', d: { id: GUILD, unavailable: true } },
  { t: 'THREAD_CREATE', d: { id: '1500000000000000002', guild_id: GUILD, parent_id: ROOM } },
  { t: 'THREAD_LIST_SYNC', d: { guild_id: GUILD, threads: [{ id: '1500000000000000003', parent_id: ROOM }] } },
  {
    t: 'READY',
    d: {
      session_id: 'fuzzed',
      resume_gateway_url: 'wss://x.invalid',
      guilds: [{ id: GUILD, unavailable: true }],
      user: { id: '1' },
    },
  },
  { t: 'RESUMED', d: {} },
  { t: 'INTERACTION_CREATE', d: { id: '1600000000000000001', guild_id: GUILD } },
].map((dispatch) => ({ ...dispatch, op: 0 }));

const junk = [
  null,
  true,
  -1,
  1e308,
  0,
  '',
  '0',
  '99999999999999999999',
  '-5',
  'NaN',
  [],
  {},
  [[]],
  { id: {} },
  '\u0000',
  '😀',
  '9223372036854775808',
  ['1'],
  { length: 5 },
];

test(`${PAYLOADS} bent payloads: nothing throws, nothing is left in doubt, and valid messages between them are counted`, () => {
  const random = seededRandom(20_261_121);
  const shard = new ScriptedShard();
  shard.ready('real', GUILD);
  const sent: Record<string, number> = {};
  const batches = [];

  const bend = (value: unknown): unknown => {
    if (random.chance(0.15)) return random.pick(junk);
    if (Array.isArray(value)) return random.chance(0.1) ? [...value, random.pick(junk)] : value.map(bend);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(() => !random.chance(0.1));
    return Object.fromEntries(entries.map(([key, field]) => [key, bend(field)]));
  };
  const scribble = (text: string): string => {
    const at = random.int(text.length + 1);
    const kind = random.int(4);
    if (kind === 0) return text.slice(0, at);
    if (kind === 1) return text.slice(0, at) + String.fromCharCode(random.int(256)) + text.slice(at + 1);
    if (kind === 2) return text.slice(0, at) + text.slice(random.int(text.length + 1));
    return (
      text.slice(0, at) + random.pick(['"', '{', '}', '[', ']', ',', ':', '\\', '0', 'null', '\uffff']) + text.slice(at)
    );
  };

  for (let index = 0; index < PAYLOADS; index++) {
    const original = random.pick(originals);
    const s = random.chance(0.7) ? (shard.stream.heldSequence ?? 0) + 1 : random.pick([-1, 0, 1.5, 1e300, '7', null]);
    const { t, op, d } = original;
    let text = JSON.stringify({ t, s, op, d: random.chance(0.8) ? bend(d) : d });
    if (random.chance(0.5)) text = scribble(text);
    shard.clock.ms += 10;
    shard.frame(text);
    if (index % 25 !== 0) continue;
    // Whatever came, an outage of the guild too: the session stands, and messages made after the guild is back count.
    shard.sequence = shard.stream.heldSequence ?? 0;
    shard.guild(GUILD);
    shard.clock.ms += 12_000;
    const userId = `17000000000000000${10 + random.int(20)}`;
    expect(shard.message({ userId })).toBe(true);
    sent[userId] = (sent[userId] ?? 0) + 1;
    if (index % 5_000 === 0) batches.push(shard.collector.takeBatch());
  }
  batches.push(shard.collector.takeBatch(true));
  const counted = messagesOf(...batches);
  for (const userId of Object.keys(sent)) expect(counted[userId], userId).toBe(sent[userId]);
  for (const batch of batches) {
    const ids = [
      ...batch.voice.flatMap((row) => [row.guildId, row.channelId, row.userId]),
      ...batch.voiceSessions.current.flatMap((row) => [row.guildId, row.channelId, row.userId]),
      ...batch.threads.flatMap((row) => [row.guildId, row.threadId, row.parentId]),
      ...batch.guilds.flatMap((row) => [row.guildId, row.afkChannelId ?? '1']),
      ...batch.rosters.flatMap((row) => row.guildIds),
    ];
    for (const id of ids) expect(BigInt(id) <= 9_223_372_036_854_775_807n).toBe(true);
    for (const gap of batch.gaps.opened) expect(gap.toMs ?? gap.fromMs).toBeGreaterThanOrEqual(gap.fromMs);
  }
}, 60_000);
