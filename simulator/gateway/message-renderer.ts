import { emptyEntry, MESSAGE_KIND, MESSAGE_TYPE, type MessageLog } from '../ledger/message-log.ts';
import { apiPartialMember, apiUser } from '../world/payloads.ts';
import { SnowflakeClock } from '../world/snowflake.ts';
import type { Channel, Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { contentOf, embedsOf, mentionsOf, referencedMessage, webhookAuthor } from './message-text.ts';

/** No rendered MESSAGE_CREATE is longer. */
export const MAX_MESSAGE_BYTES = 16_384;
const CACHE_LIMIT = 50_000;

const HEAD = Buffer.from('{"t":"MESSAGE_CREATE","s":');
/** An ISO date without its Z; ZONE follows. */
const TIMESTAMP_BYTES = 23;
const ZONE = Buffer.from('000+00:00"');
const ID = Buffer.from('"id":"');
const NONCE = Buffer.from('"nonce":"');
const QUOTE_COMMA = Buffer.from('",');

interface ChannelParts {
  /** channel_type, channel_id */
  place: Buffer;
  /** referenced_message and message_reference, by full or blank */
  reply: [Buffer | null, Buffer | null];
  reference: Buffer | null;
}

interface AuthorParts {
  member: Buffer;
  author: Buffer;
}

/**
 * Writes a MESSAGE_CREATE of the log straight into a buffer, from parts rendered once: `messageObject` is the plain
 * form of the same. Keys stand in the gateway's own order; every 64th sequence the envelope comes as op, d, s, t.
 */
export class MessageRenderer {
  private readonly world: World;
  private readonly log: MessageLog;
  private readonly ids = new SnowflakeClock();
  private readonly entry = emptyEntry();
  private readonly channels = new Map<number, ChannelParts>();
  private readonly authors = new Map<number, AuthorParts>();
  private readonly mentions = new Map<number, Buffer>();
  private readonly bodies = new Map<number, Buffer>();
  private readonly openings: readonly Buffer[];
  private timestampMs = -1;
  private readonly timestamp = Buffer.alloc(TIMESTAMP_BYTES);

  constructor(world: World, log: MessageLog) {
    this.world = world;
    this.log = log;
    this.openings = MESSAGE_TYPE.map((type) => Buffer.from(`"type":${type},"tts":false,"timestamp":"`));
  }

  /** Forgets what was rendered of a member, whose roles or name have changed. */
  forget(guild: Guild, userIndex: number): void {
    this.authors.delete(guild.index * 2 ** 23 + userIndex);
  }

  /** Writes entry `index` with this sequence at `at`; returns the end. `out` needs MAX_MESSAGE_BYTES of room. */
  render(index: number, sequence: number, full: boolean, out: Buffer, at: number): number {
    const entry = this.log.read(index, this.entry);
    const channel = this.world.channelAt(entry.channel);
    const parts = this.channelParts(channel);
    const author = this.authorParts(channel, entry.user, entry.kind);
    const id = this.ids.text(entry.ms, entry.low);
    const swapped = sequence % 64 === 63;
    let end = at;
    if (swapped) end += out.write('{"op":0,"d":{', end, 'latin1');
    else {
      end += HEAD.copy(out, end);
      end = writeNumber(out, end, sequence);
      end += out.write(',"op":0,"d":{', end, 'latin1');
    }
    if (entry.kind === MESSAGE_KIND.webhook) {
      const webhookId = webhookAuthor(this.world.guildAt(channel.guildIndex), entry.user).id;
      end += out.write(`"webhook_id":"${webhookId}",`, end, 'latin1');
    }
    end += (this.openings[entry.kind] ?? HEAD).copy(out, end);
    end += this.timestampOf(entry.ms).copy(out, end);
    end += ZONE.copy(out, end);
    out[end++] = 44;
    if (entry.kind === MESSAGE_KIND.reply) end += this.replyPart(channel, parts, full).copy(out, end);
    end += out.write('"pinned":false,', end, 'latin1');
    if (entry.kind <= MESSAGE_KIND.reply) {
      end += NONCE.copy(out, end);
      end += out.write(id, end, 'latin1');
      end += QUOTE_COMMA.copy(out, end);
    }
    if (entry.kind === MESSAGE_KIND.reply && parts.reference) end += parts.reference.copy(out, end);
    if (entry.kind <= MESSAGE_KIND.reply && entry.variant % 8 === 0) {
      end += this.mentionsPart(channel).copy(out, end);
    } else end += out.write('"mentions":[],', end, 'latin1');
    end += author.member.copy(out, end);
    end += ID.copy(out, end);
    end += out.write(id, end, 'latin1');
    end += this.bodyPart(full).copy(out, end);
    end += parts.place.copy(out, end);
    end += author.author.copy(out, end);
    if (swapped) {
      end += out.write(',"s":', end, 'latin1');
      end = writeNumber(out, end, sequence);
      end += out.write(',"t":"MESSAGE_CREATE"', end, 'latin1');
    }
    out[end] = 125;
    return end + 1;
  }

  private timestampOf(ms: number): Buffer {
    if (ms !== this.timestampMs) {
      this.timestampMs = ms;
      this.timestamp.write(new Date(ms).toISOString(), 0, 'latin1');
    }
    return this.timestamp;
  }

  /** flags to components: follows from kind, variant and the intent alone. */
  private bodyPart(full: boolean): Buffer {
    const { entry } = this;
    const key = full ? 1 + entry.kind * 256 + entry.variant : 0;
    let part = this.bodies.get(key);
    if (!part) {
      const embeds = JSON.stringify(embedsOf(entry, full));
      const content = JSON.stringify(contentOf(entry, full));
      part = Buffer.from(
        `","flags":0,"embeds":${embeds},"edited_timestamp":null,"content":${content},"components":[],`,
      );
      this.bodies.set(key, part);
    }
    return part;
  }

  private mentionsPart(channel: Channel): Buffer {
    const key = channel.guildIndex * 256 + this.entry.variant;
    let part = this.mentions.get(key);
    if (!part) {
      if (this.mentions.size > CACHE_LIMIT) this.mentions.clear();
      const mentions = mentionsOf(this.world, this.world.guildAt(channel.guildIndex), this.entry);
      part = Buffer.from(`"mentions":${JSON.stringify(mentions)},`);
      this.mentions.set(key, part);
    }
    return part;
  }

  private channelParts(channel: Channel): ChannelParts {
    let parts = this.channels.get(channel.index);
    if (!parts) {
      if (this.channels.size > CACHE_LIMIT) this.channels.clear();
      const place = Buffer.from(`"channel_type":${channel.type},"channel_id":"${channel.id}"`);
      parts = { place, reply: [null, null], reference: null };
      this.channels.set(channel.index, parts);
    }
    return parts;
  }

  private replyPart(channel: Channel, parts: ChannelParts, full: boolean): Buffer {
    const slot = full ? 1 : 0;
    const kept = parts.reply[slot];
    if (kept) return kept;
    const guild = this.world.guildAt(channel.guildIndex);
    const referenced = referencedMessage(this.world, guild, channel, full);
    const made = Buffer.from(`"referenced_message":${JSON.stringify(referenced)},`);
    const reference = { type: 0, message_id: referenced.id, guild_id: guild.id, channel_id: channel.id };
    parts.reply[slot] = made;
    parts.reference = Buffer.from(`"message_reference":${JSON.stringify(reference)},`);
    return made;
  }

  private authorParts(channel: Channel, user: number, kind: number): AuthorParts {
    const webhook = kind === MESSAGE_KIND.webhook;
    const key = webhook ? -(channel.guildIndex * 16 + user + 1) : channel.guildIndex * 2 ** 23 + user;
    let parts = this.authors.get(key);
    if (!parts) {
      if (this.authors.size > CACHE_LIMIT) this.authors.clear();
      const guild = this.world.guildAt(channel.guildIndex);
      const member = webhook ? null : this.world.member(guild, user);
      const author = webhook ? webhookAuthor(guild, user) : apiUser(this.world.people.byIndex(user));
      const beside = member ? `"member":${JSON.stringify(apiPartialMember(member))},` : '';
      parts = {
        member: Buffer.from(`"mention_roles":[],"mention_everyone":false,${beside}`),
        author: Buffer.from(`,"author":${JSON.stringify(author)},"attachments":[],"guild_id":"${guild.id}"}`),
      };
      this.authors.set(key, parts);
    }
    return parts;
  }
}

function writeNumber(out: Buffer, at: number, value: number): number {
  return at + out.write(String(value), at, 'latin1');
}
