import type { Clock } from '../simulator.ts';
import { apiChannel, apiGuild, apiThread } from '../world/payloads.ts';
import type { SnowflakeClock } from '../world/snowflake.ts';
import { CHANNEL_TYPE, type Channel, type ChannelType, type Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Happenings } from './happenings.ts';

/** Changes to a guild and its channels, each told to the gateway. */
export class Structure {
  private readonly world: World;
  private readonly clock: Clock;
  private readonly ids: SnowflakeClock;
  private readonly happen: Happenings;

  constructor(parts: { world: World; clock: Clock; ids: SnowflakeClock; happen: Happenings }) {
    this.world = parts.world;
    this.clock = parts.clock;
    this.ids = parts.ids;
    this.happen = parts.happen;
  }

  createChannel(guild: Guild, type: ChannelType, name: string): Channel {
    const channel = this.world.createChannel(guild, type, name, this.ids.next(this.clock.now()));
    this.happen.event(guild, 'CHANNEL_CREATE', { ...apiChannel(channel), guild_id: guild.id });
    return channel;
  }

  renameChannel(channel: Channel, name: string): void {
    const guild = this.world.guildAt(channel.guildIndex);
    channel.name = name;
    if (channel.thread) this.happen.event(guild, 'THREAD_UPDATE', apiThread(guild, channel));
    else this.happen.event(guild, 'CHANNEL_UPDATE', { ...apiChannel(channel), guild_id: guild.id });
  }

  /** People in it are thrown out first, its threads go with it; a thread goes alone. */
  deleteChannel(channel: Channel): void {
    const guild = this.world.guildAt(channel.guildIndex);
    for (const state of [...guild.voice.values()]) {
      if (state.channelIndex === channel.index) this.happen.leaveVoice(guild, state.userIndex);
    }
    for (const thread of [...guild.threads.values()])
      if (thread.threadParent === channel.index) this.deleteChannel(thread);
    this.world.removeChannel(channel);
    if (channel.thread) {
      const { id, parentId, type } = channel;
      this.happen.event(guild, 'THREAD_DELETE', { type, parent_id: parentId, id, guild_id: guild.id });
      return;
    }
    if (guild.afkChannelId === channel.id) this.setAfkChannel(guild, null);
    this.happen.event(guild, 'CHANNEL_DELETE', { ...apiChannel(channel), guild_id: guild.id });
  }

  /** From now on time there counts for nothing, and time in the former one counts. */
  setAfkChannel(guild: Guild, channel: Channel | null): void {
    guild.afkChannelId = channel?.id ?? null;
    this.happen.relogVoice(guild);
    this.happen.event(guild, 'GUILD_UPDATE', apiGuild(guild));
  }

  renameGuild(guild: Guild, name: string): void {
    guild.name = name;
    this.happen.event(guild, 'GUILD_UPDATE', apiGuild(guild));
  }

  /** What Discord sends when the bot gains sight of channels: their active threads. */
  syncThreads(guild: Guild): void {
    this.happen.event(guild, 'THREAD_LIST_SYNC', {
      threads: [...guild.threads.values()].map((one) => apiThread(guild, one)),
      members: [],
      guild_id: guild.id,
    });
  }
}

/** Kinds of channel that can be created. */
export const CREATABLE = {
  text: CHANNEL_TYPE.text,
  voice: CHANNEL_TYPE.voice,
  stage: CHANNEL_TYPE.stage,
  announcement: CHANNEL_TYPE.announcement,
  forum: CHANNEL_TYPE.forum,
  category: CHANNEL_TYPE.category,
} as const;
