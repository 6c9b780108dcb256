import type { Hub } from '../gateway/hub.ts';
import { messageObject } from '../gateway/message-text.ts';
import { emptyEntry, MESSAGE_KIND, type MessageKind, type MessageLog } from '../ledger/message-log.ts';
import { VOICE_FLAG, type VoiceLog } from '../ledger/voice-log.ts';
import type { Clock } from '../simulator.ts';
import { apiMember, apiThread, apiVoiceState } from '../world/payloads.ts';
import type { SnowflakeClock } from '../world/snowflake.ts';
import { CHANNEL_TYPE, type Channel, type Guild, type VoiceState } from '../world/types.ts';
import type { World } from '../world/world.ts';

export interface HappeningCounts {
  messages: number;
  /** Messages that the definitions count. */
  counted: number;
  voice: number;
  other: number;
}

/** What a person can change of their voice state, or a moderator for them. */
export type VoiceChange = Partial<
  Pick<VoiceState, 'deaf' | 'mute' | 'selfDeaf' | 'selfMute' | 'selfVideo' | 'selfStream' | 'suppress'>
>;

/** Things that happen: each changes the world, writes the log of the truth, and tells the gateway. */
export class Happenings {
  readonly counts: HappeningCounts = { messages: 0, counted: 0, voice: 0, other: 0 };
  private readonly world: World;
  private readonly clock: Clock;
  private readonly ids: SnowflakeClock;
  private readonly hub: Hub;
  private readonly messages: MessageLog;
  private readonly voice: VoiceLog;
  /** A person is in one voice channel of all Discord. */
  private readonly voiceGuild = new Map<number, Guild>();
  private voiceSessions = 0;

  constructor(parts: {
    world: World;
    clock: Clock;
    ids: SnowflakeClock;
    hub: Hub;
    messages: MessageLog;
    voice: VoiceLog;
  }) {
    this.world = parts.world;
    this.clock = parts.clock;
    this.ids = parts.ids;
    this.hub = parts.hub;
    this.messages = parts.messages;
    this.voice = parts.voice;
  }

  /** A message appears; returns its place in the log. `user` is the webhook's place for kind webhook. */
  message(channel: Channel, user: number, kind: MessageKind, variant: number): number {
    this.ids.take(this.clock.now());
    const index = this.messages.append(this.ids.lastMs, this.ids.lastLow, channel.index, user, kind, variant);
    this.counts.messages += 1;
    if (kind <= MESSAGE_KIND.reply) this.counts.counted += 1;
    channel.lastMessageMs = this.ids.lastMs;
    channel.lastMessageLow = this.ids.lastLow;
    if (channel.thread) channel.thread.messageCount += 1;
    this.hub.dispatchMessage(index, channel.guildIndex);
    return index;
  }

  event(guild: Guild | null, t: string, d: unknown): void {
    this.counts.other += 1;
    const json = JSON.stringify(d);
    this.hub.dispatchEvent(guild?.index ?? -1, { t, atMs: this.clock.now(), render: () => json });
  }

  /** Whether the bot can still see the place of a message of the log. */
  isSeen(logIndex: number): boolean {
    const channel = this.world.channelAt(this.messages.read(logIndex, emptyEntry()).channel);
    const guild = this.world.guildAt(channel.guildIndex);
    return guild.botIn && !guild.unavailable && this.world.channelById(channel.id) !== null;
  }

  /** An edit of a message of the log. Counts do not change. */
  edit(logIndex: number): void {
    const entry = this.messages.read(logIndex, emptyEntry());
    const channel = this.world.channelAt(entry.channel);
    const id = this.ids.text(entry.ms, entry.low);
    const editedAt = new Date(this.clock.now()).toISOString().replace('Z', '000+00:00');
    const render = (full: boolean) =>
      JSON.stringify({ ...messageObject(this.world, entry, id, full), edited_timestamp: editedAt });
    this.counts.other += 1;
    this.hub.dispatchEvent(channel.guildIndex, { t: 'MESSAGE_UPDATE', atMs: this.clock.now(), render });
  }

  /** A deletion of a message of the log. Counts do not change. */
  remove(logIndex: number): void {
    const entry = this.messages.read(logIndex, emptyEntry());
    const channel = this.world.channelAt(entry.channel);
    const guild = this.world.guildAt(channel.guildIndex);
    this.event(guild, 'MESSAGE_DELETE', {
      id: this.ids.text(entry.ms, entry.low),
      channel_id: channel.id,
      guild_id: guild.id,
    });
  }

  isInVoice(user: number): boolean {
    return this.voiceGuild.has(user);
  }

  /** Someone enters a voice channel, or moves to it. In a stage they start as listeners. */
  enterVoice(channel: Channel, user: number, change: VoiceChange = {}): void {
    const guild = this.world.guildAt(channel.guildIndex);
    const elsewhere = this.voiceGuild.get(user);
    if (elsewhere && elsewhere !== guild) this.leaveVoice(elsewhere, user);
    let state = guild.voice.get(user);
    if (!state) {
      this.voiceSessions += 1;
      state = {
        userIndex: user,
        channelIndex: channel.index,
        sessionId: (this.voiceSessions * 2654435761).toString(16).padStart(32, 'f').slice(-32),
        deaf: false,
        mute: false,
        selfDeaf: false,
        selfMute: false,
        selfVideo: false,
        selfStream: false,
        suppress: false,
        requestToSpeakMs: null,
      };
      guild.voice.set(user, state);
      this.voiceGuild.set(user, guild);
    }
    state.channelIndex = channel.index;
    state.suppress = channel.type === CHANNEL_TYPE.stage;
    this.applyVoice(guild, state, change);
  }

  /** Mute, deafen, video, suppress. */
  changeVoice(guild: Guild, user: number, change: VoiceChange): void {
    const state = guild.voice.get(user);
    if (state) this.applyVoice(guild, state, change);
  }

  leaveVoice(guild: Guild, user: number): void {
    const state = guild.voice.get(user);
    if (!state) return;
    guild.voice.delete(user);
    this.voiceGuild.delete(user);
    this.applyVoice(guild, { ...state, channelIndex: -1 }, {});
  }

  /** Voice ends without anybody being told: the bot was removed and sees the guild no more. */
  forgetVoice(guild: Guild): void {
    for (const user of guild.voice.keys()) {
      this.voiceGuild.delete(user);
      if (!this.world.people.isBot(user)) this.voice.append(this.clock.now(), guild.index, -1, user, 0);
    }
    guild.voice.clear();
  }

  /** The AFK channel has changed: notes for everyone in voice whether they are in it now. */
  relogVoice(guild: Guild): void {
    const nowMs = this.clock.now();
    for (const state of guild.voice.values()) {
      if (!this.world.people.isBot(state.userIndex)) this.logVoice(guild, state, nowMs);
    }
  }

  private applyVoice(guild: Guild, state: VoiceState, change: VoiceChange): void {
    Object.assign(state, change);
    const nowMs = this.clock.now();
    this.counts.voice += 1;
    if (!this.world.people.isBot(state.userIndex)) this.logVoice(guild, state, nowMs);
    const member = this.world.member(guild, state.userIndex);
    const d = {
      ...(member ? { member: { ...apiMember(member), mute: state.mute, deaf: state.deaf } } : {}),
      ...apiVoiceState(this.world, state),
      guild_id: guild.id,
    };
    const json = JSON.stringify(d);
    this.hub.dispatchEvent(guild.index, { t: 'VOICE_STATE_UPDATE', atMs: nowMs, render: () => json });
  }

  private logVoice(guild: Guild, state: VoiceState, nowMs: number): void {
    const muted = state.selfMute || state.mute || state.suppress ? VOICE_FLAG.muted : 0;
    const deafened = state.selfDeaf || state.deaf ? VOICE_FLAG.deafened : 0;
    const channelId = state.channelIndex < 0 ? null : this.world.channelAt(state.channelIndex).id;
    const afk = channelId !== null && channelId === guild.afkChannelId ? VOICE_FLAG.afk : 0;
    this.voice.append(nowMs, guild.index, state.channelIndex, state.userIndex, muted | deafened | afk);
  }

  /** A person joins. Which invite they came by is `Invites`' to say. */
  join(guild: Guild, user: number): void {
    if (this.world.isMember(guild, user)) return;
    const nowMs = this.clock.now();
    this.world.addMember(guild, user, nowMs);
    this.hub.renderer.forget(guild, user);
    const member = this.world.member(guild, user);
    if (member) this.event(guild, 'GUILD_MEMBER_ADD', { ...apiMember(member), guild_id: guild.id });
    const channel = guild.systemChannelId === null ? null : this.world.channelById(guild.systemChannelId);
    if (channel) this.message(channel, user, MESSAGE_KIND.join, user % 256);
  }

  leave(guild: Guild, user: number): void {
    const member = this.world.member(guild, user);
    if (!member || user === guild.ownerIndex) return;
    this.leaveVoice(guild, user);
    this.world.removeMember(guild, user);
    this.hub.renderer.forget(guild, user);
    this.event(guild, 'GUILD_MEMBER_REMOVE', { user: apiMember(member).user, guild_id: guild.id });
  }

  openThread(parent: Channel, user: number, name: string): Channel {
    const guild = this.world.guildAt(parent.guildIndex);
    const nowMs = this.clock.now();
    const thread = this.world.createThread(parent, this.ids.next(nowMs), name, user, nowMs);
    this.event(guild, 'THREAD_CREATE', { ...apiThread(guild, thread), newly_created: true });
    if (parent.type === CHANNEL_TYPE.text) this.message(parent, user, MESSAGE_KIND.threadCreated, 0);
    return thread;
  }

  archiveThread(thread: Channel): void {
    const guild = this.world.guildAt(thread.guildIndex);
    this.world.archiveThread(thread, this.clock.now());
    this.event(guild, 'THREAD_UPDATE', apiThread(guild, thread));
  }
}
