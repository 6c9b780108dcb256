import { MESSAGE_KIND, MESSAGE_TYPE, type MessageEntry } from '../ledger/message-log.ts';
import { SENTENCES } from '../world/names.ts';
import { apiPartialMember, apiUser } from '../world/payloads.ts';
import { hash } from '../world/random.ts';
import { snowflake } from '../world/snowflake.ts';
import type { Channel, Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';

/**
 * What stands in a message of the traffic. Everything follows from the log's entry, so that a message reads the same
 * on replay and over REST. `full` is false for sessions without MESSAGE_CONTENT: content, embeds, attachments and
 * components are then empty.
 */

export function contentOf(entry: MessageEntry, full: boolean): string {
  if (!full || entry.kind >= MESSAGE_KIND.join) return '';
  return SENTENCES[entry.variant % SENTENCES.length] ?? '';
}

export function embedsOf(entry: MessageEntry, full: boolean): unknown[] {
  if (!full) return [];
  if (entry.kind !== MESSAGE_KIND.bot && entry.kind !== MESSAGE_KIND.webhook && entry.variant % 16 !== 3) return [];
  return [
    {
      type: 'rich',
      title: 'Example',
      description: SENTENCES[(entry.variant + 5) % SENTENCES.length],
      content_scan_version: 0,
      color: 0x5865f2,
    },
  ];
}

/** Every eighth human message mentions a member. */
export function mentionsOf(world: World, guild: Guild, entry: MessageEntry): unknown[] {
  const mentions = entry.kind <= MESSAGE_KIND.reply && entry.variant % 8 === 0;
  if (!mentions || guild.seededMembers === 0) return [];
  const member = world.member(
    guild,
    world.seededMember(guild, (entry.variant * 7) % Math.min(guild.seededMembers, 40)),
  );
  return member ? [{ ...apiUser(member.user), member: apiPartialMember(member) }] : [];
}

/** The message a reply answers: an older one of the same channel. */
export function referencedMessage(world: World, guild: Guild, channel: Channel, full: boolean) {
  const number = hash(channel.index, 5) % Math.max(1, guild.seededMembers);
  const createdMs = Date.UTC(2025, 0, 1) + (hash(channel.index, 6) % 1_000_000_000);
  return {
    type: 0,
    tts: false,
    timestamp: new Date(createdMs).toISOString().replace('Z', '000+00:00'),
    pinned: false,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    id: snowflake(createdMs, channel.index % 2 ** 22),
    flags: 0,
    embeds: [],
    edited_timestamp: null,
    content: full ? (SENTENCES[number % SENTENCES.length] ?? '') : '',
    components: [],
    channel_id: channel.id,
    author: apiUser(world.people.byIndex(world.seededMember(guild, number))),
    attachments: [],
  };
}

/** The account fields of a webhook's message. */
export function webhookAuthor(guild: Guild, place: number) {
  const webhook = guild.webhooks[place];
  return {
    username: webhook?.name ?? 'Webhook',
    public_flags: 0,
    primary_guild: null,
    id: webhook?.id ?? guild.id,
    global_name: null,
    discriminator: '0000',
    bot: true,
    avatar: null,
  };
}

/** The whole message as JSON data, as MESSAGE_CREATE carries it. The renderer writes the same, faster. */
export function messageObject(world: World, entry: MessageEntry, id: string, full: boolean): Record<string, unknown> {
  const channel = world.channelAt(entry.channel);
  const guild = world.guildAt(channel.guildIndex);
  const webhook = entry.kind === MESSAGE_KIND.webhook;
  const member = webhook ? null : world.member(guild, entry.user);
  const reply = entry.kind === MESSAGE_KIND.reply;
  const referenced = reply ? referencedMessage(world, guild, channel, full) : null;
  return {
    ...(webhook ? { webhook_id: webhookAuthor(guild, entry.user).id } : {}),
    type: MESSAGE_TYPE[entry.kind] ?? 0,
    tts: false,
    timestamp: new Date(entry.ms).toISOString().replace('Z', '000+00:00'),
    ...(referenced ? { referenced_message: referenced } : {}),
    pinned: false,
    ...(entry.kind <= MESSAGE_KIND.reply ? { nonce: id } : {}),
    ...(referenced
      ? { message_reference: { type: 0, message_id: referenced.id, guild_id: guild.id, channel_id: channel.id } }
      : {}),
    mentions: mentionsOf(world, guild, entry),
    mention_roles: [],
    mention_everyone: false,
    ...(webhook || !member ? {} : { member: apiPartialMember(member) }),
    id,
    flags: 0,
    embeds: embedsOf(entry, full),
    edited_timestamp: null,
    content: contentOf(entry, full),
    components: [],
    channel_type: channel.type,
    channel_id: channel.id,
    author: webhook ? webhookAuthor(guild, entry.user) : apiUser(world.people.byIndex(entry.user)),
    attachments: [],
    guild_id: guild.id,
  };
}
