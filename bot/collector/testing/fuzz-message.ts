import type { Random } from './random.ts';
import { type MessageFacts, realisticMessage, snowflakeAt } from './realistic-message.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** How a payload was bent, for the message of a failing test. */
export interface FuzzedMessage {
  text: string;
  bent: string[];
  /** True where the text was cut off: nothing may be read from it. */
  cut: boolean;
}

const DECOY_ID = '999999999999999999';
/** Text that looks like the things the reader searches for. */
const NASTY = [
  '","guild_id":"111111111111111111"}}',
  '{"author":{"id":"222222222222222222","bot":true},"webhook_id":"1"}',
  '},"id":"333333333333333333","channel_id":"1',
  '\\',
  '\\"',
  '\\\\"',
  '"bot":true',
  '}}}}',
  '{[{[',
  ':{"x',
  '\n\t\u0000',
  '😀 ünï',
  '\u2028',
  'guild_id',
];

/** A MESSAGE_CREATE that Discord might, or never would, send. */
export function fuzzedMessage(random: Random): FuzzedMessage {
  const facts: MessageFacts = {
    sequence: random.pick([1, 2, 9_007_199_254_740_991, random.int(1 << 30)]),
    guildId: anyId(random),
    channelId: anyId(random),
    userId: anyId(random),
    createdMs: 1_420_070_400_000 + random.int(4_000_000_000) * 100,
  };
  const frame = JSON.parse(realisticMessage(random, facts)) as { [key: string]: Json; d: JsonObject };
  const bent: string[] = [];
  const bend = (share: number, name: string, change: () => void) => {
    if (!random.chance(share)) return;
    bent.push(name);
    change();
  };
  const d = frame.d;
  const author = d.author as JsonObject;
  bend(0.1, 'type', () => {
    d.type = random.pick<Json>([0, 1, 6, 7, 10, 18, 19, 20, 21, 190, 1.9, '0', null]);
  });
  bend(0.1, 'webhook', () => {
    d.webhook_id = random.pick<Json>([DECOY_ID, null, 5]);
  });
  bend(0.1, 'bot', () => {
    author.bot = random.pick<Json>([true, false, null, 'true', 1]);
  });
  bend(0.2, 'decoy objects', () => addDecoys(random, d));
  bend(0.1, 'decoys in author', () => addDecoys(random, author));
  bend(0.3, 'nasty text', () => {
    d.content = nasty(random);
    author.global_name = nasty(random);
    (d.member as JsonObject).nick = nasty(random);
  });
  bend(0.03, 'nasty key', () => {
    (random.chance(0.5) ? d : author)[nasty(random)] = random.pick<Json>([{ id: DECOY_ID }, DECOY_ID, true]);
  });
  bend(0.1, 'missing key', () => {
    delete d[random.pick(['id', 'guild_id', 'channel_id', 'author', 'type', 'member', 'content'])];
  });
  bend(0.05, 'missing author id', () => {
    delete author.id;
  });
  bend(0.08, 'odd id', () => {
    const odd = random.pick<Json>([
      null,
      5,
      '',
      '0',
      '007',
      '12',
      '18446744073709551615',
      '1e17',
      {},
      [],
      ' 1',
      'x'.repeat(18),
    ]);
    if (random.chance(0.3)) author.id = odd;
    else d[random.pick(['id', 'guild_id', 'channel_id'])] = odd;
  });
  bend(0.05, 'odd author', () => {
    d.author = random.pick<Json>([null, [], 'x', {}, [{ id: DECOY_ID }]]);
  });
  bend(0.05, 'odd envelope', () => {
    Object.assign(
      frame,
      random.pick<JsonObject>([{ op: 1 }, { t: 'MESSAGE_UPDATE' }, { s: null }, { s: 1.5 }, { s: -1 }, { t: null }]),
    );
  });
  bend(0.05, 'more in the envelope', () => {
    frame.x = random.pick<Json>([{ guild_id: DECOY_ID }, { id: DECOY_ID, author: { id: DECOY_ID } }, 1, []]);
  });
  const shuffleEnvelope = random.chance(0.1);
  if (shuffleEnvelope) bent.push('envelope shuffled');
  const style: Style = {
    shuffle: random.chance(0.4),
    space: random.chance(0.1),
    escapeKeys: random.chance(0.08),
    escapeText: random.chance(0.15),
  };
  for (const [name, on] of Object.entries(style)) if (on) bent.push(name);
  let text = print(random, frame, style, shuffleEnvelope ? 'shuffle' : 'keep');
  let cut = false;
  bend(0.05, 'cut', () => {
    cut = true;
    text = text.slice(0, random.int(text.length));
  });
  bend(0.05, 'one character changed', () => {
    const at = random.int(text.length);
    const other = random.pick([...'"\\{}[],:0129atfnx ']);
    text = text.slice(0, at) + other + text.slice(at + 1);
  });
  return { text, bent, cut };
}

function anyId(random: Random): string {
  const ms = 1_420_070_400_000 + random.int(4_000_000_000) * 250;
  return snowflakeAt(ms, random.int(1 << 22));
}

function nasty(random: Random): string {
  return Array.from({ length: 1 + random.int(3) }, () => random.pick(NASTY)).join(random.pick(['', ' ', 'a']));
}

/** Objects and lists that repeat the names of the keys that are read. */
function addDecoys(random: Random, into: JsonObject): void {
  const decoy = (): Json =>
    random.pick<() => Json>([
      () => ({ id: DECOY_ID, guild_id: DECOY_ID, channel_id: DECOY_ID, type: 0 }),
      () => ({ author: { id: DECOY_ID, bot: true }, webhook_id: DECOY_ID }),
      () => [{ id: DECOY_ID, bot: true }, { id: DECOY_ID }, [{ guild_id: DECOY_ID }]],
      () => [[], {}, [{}], 'id', 12.5e-3, -0, true, null],
      () => ({ message: { type: 21, author: { id: DECOY_ID }, guild_id: DECOY_ID, content: nasty(random) } }),
      () => ({}),
      () => -1.5e10,
      () => nasty(random),
    ])();
  for (const key of random.shuffle([
    'referenced_message',
    'message_snapshots',
    'interaction_metadata',
    'thread',
    'user',
    'resolved',
  ])) {
    if (random.chance(0.4)) into[key] = decoy();
  }
}

interface Style {
  shuffle: boolean;
  space: boolean;
  escapeKeys: boolean;
  escapeText: boolean;
}

function print(
  random: Random,
  value: Json,
  style: Style,
  order: 'keep' | 'shuffle' = style.shuffle ? 'shuffle' : 'keep',
): string {
  const gap = () => (style.space && random.chance(0.2) ? random.pick([' ', '\n', '\t ', '  ']) : '');
  if (typeof value === 'string') return printText(random, value, style.escapeText);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${gap()}${value.map((item) => print(random, item, style) + gap()).join(`,${gap()}`)}]`;
  }
  const entries = order === 'shuffle' ? random.shuffle(Object.entries(value)) : Object.entries(value);
  const inner = entries.map(
    ([key, item]) =>
      `${printText(random, key, style.escapeKeys)}${gap()}:${gap()}${print(random, item, style)}${gap()}`,
  );
  return `{${gap()}${inner.join(`,${gap()}`)}}`;
}

/** JSON text in which any character may stand as \uXXXX. */
function printText(random: Random, value: string, escaped: boolean): string {
  if (!escaped) return JSON.stringify(value);
  let text = '';
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    const isPlain = unit > 0x1f && unit < 0x7f && unit !== 0x22 && unit !== 0x5c;
    if (random.chance(0.03)) text += `\\u${unit.toString(16).padStart(4, '0')}`;
    else text += isPlain ? value[at] : JSON.stringify(value[at]).slice(1, -1);
  }
  return `"${text}"`;
}
