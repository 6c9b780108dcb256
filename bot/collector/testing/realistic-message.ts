import { DISCORD_EPOCH_MS } from '#core/platform/snowflake.ts';
import type { Random } from './random.ts';

/** What one message is about; the rest of a MESSAGE_CREATE is made up around it. */
export interface MessageFacts {
  sequence: number;
  guildId: string;
  channelId: string;
  userId: string;
  createdMs: number;
}

/** A snowflake of that instant, `low` telling apart those of one millisecond. */
export function snowflakeAt(ms: number, low: number): string {
  return ((BigInt(ms - DISCORD_EPOCH_MS) << 22n) | BigInt(low & 0x3fffff)).toString();
}

/**
 * A MESSAGE_CREATE as a bot without the MESSAGE_CONTENT intent receives it, keys in the order in which Discord's
 * gateway sends them, about 1.4 KB. One in eight is a reply, one in twelve mentions somebody.
 * Source: recorded frames of gateway v10 and Discord API reference, "Message Object".
 */
export function realisticMessage(random: Random, facts: MessageFacts): string {
  const id = snowflakeAt(facts.createdMs, random.int(1 << 22));
  const timestamp = `${new Date(facts.createdMs).toISOString().slice(0, -1)}000+00:00`;
  const reply = random.chance(1 / 8);
  const d = {
    type: reply ? 19 : 0,
    tts: false,
    timestamp,
    ...(reply ? { referenced_message: referencedMessage(random, facts) } : {}),
    pinned: false,
    nonce: snowflakeAt(facts.createdMs - 120, random.int(1 << 22)),
    ...(reply
      ? {
          message_reference: {
            type: 0,
            message_id: snowflakeAt(facts.createdMs - 60_000, random.int(1 << 22)),
            guild_id: facts.guildId,
            channel_id: facts.channelId,
          },
        }
      : {}),
    mentions: random.chance(1 / 12) ? [{ ...user(random, otherPerson(random)), member: member(random) }] : [],
    mention_roles: [],
    mention_everyone: false,
    member: member(random),
    id,
    flags: 0,
    embeds: [],
    edited_timestamp: null,
    content: '',
    components: [],
    channel_type: 0,
    channel_id: facts.channelId,
    author: user(random, facts.userId),
    attachments: [],
    guild_id: facts.guildId,
  };
  return JSON.stringify({ t: 'MESSAGE_CREATE', s: facts.sequence, op: 0, d });
}

function otherPerson(random: Random): string {
  return snowflakeAt(DISCORD_EPOCH_MS + random.int(300_000_000) * 1_000, random.int(1 << 22));
}

function referencedMessage(random: Random, facts: MessageFacts) {
  const webhook = random.chance(1 / 100);
  return {
    ...(webhook ? { webhook_id: otherPerson(random) } : {}),
    type: 0,
    tts: false,
    timestamp: '2026-03-01T10:00:00.000000+00:00',
    pinned: false,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    id: otherPerson(random),
    flags: 0,
    embeds: [],
    edited_timestamp: null,
    content: '',
    components: [],
    channel_id: facts.channelId,
    author: { ...user(random, otherPerson(random)), ...(random.chance(1 / 20) ? { bot: true } : {}) },
    attachments: [],
  };
}

const NAMES = ['mira', 'tom_the_fox', 'quietriver', 'ada.l', 'nightowl77', 'søren', 'yuki', 'big.ben', 'zoë', 'k4rl'];
const NICKS = [null, null, 'Mira | she/her', 'Captain Ada', 'Søren', 'AFK till monday', '[EU] Karl', 'the "real" Tom'];

function user(random: Random, id: string) {
  return {
    username: `${random.pick(NAMES)}${random.int(1000)}`,
    public_flags: random.pick([0, 0, 64, 128, 4_194_304]),
    primary_guild: random.chance(1 / 4)
      ? { tag: 'FOXY', identity_guild_id: otherPerson(random), identity_enabled: true, badge: hex(random) }
      : null,
    id,
    global_name: random.pick(['Mira', 'Tom', 'River', 'Ada', null]),
    display_name_styles: null,
    discriminator: '0',
    collectibles: null,
    clan: null,
    avatar_decoration_data: random.chance(1 / 3)
      ? { sku_id: otherPerson(random), expires_at: null, asset: `a_${hex(random)}` }
      : null,
    avatar: hex(random),
  };
}

function member(random: Random) {
  return {
    roles: Array.from({ length: 4 + random.int(9) }, () => otherPerson(random)),
    premium_since: null,
    pending: false,
    nick: random.chance(1 / 50) ? random.pick(NICKS) : random.pick(NICKS.slice(0, 7)),
    mute: false,
    joined_at: '2024-05-12T18:22:41.339000+00:00',
    flags: 0,
    deaf: false,
    communication_disabled_until: null,
    banner: null,
    avatar: null,
  };
}

function hex(random: Random): string {
  let text = '';
  for (let part = 0; part < 4; part++) text += random.int(0x100000000).toString(16).padStart(8, '0');
  return text;
}
