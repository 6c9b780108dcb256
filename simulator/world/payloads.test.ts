import type {
  APIGuild,
  APIGuildMember,
  APIRole,
  APITextChannel,
  APIThreadChannel,
  APIUser,
  GatewayGuildCreateDispatchData,
  GatewayMessageCreateDispatchData,
  GatewayVoiceState,
} from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { guildCreate } from '../gateway/guild-payload.ts';
import { messageObject } from '../gateway/message-text.ts';
import { apiChannel, apiGuild, apiMember, apiRole, apiThread, apiUser, apiVoiceState } from './payloads.ts';
import { World } from './world.ts';

/** Every key that Discord's own types demand: a missing or misspelt one does not compile. */
type Keys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];
function has<T>() {
  return <G extends object>(
    given: G,
    ...missing: Exclude<Keys<T>, keyof G> extends never ? [] : [Exclude<Keys<T>, keyof G>]
  ) => {
    expect(missing).toEqual([]);
    return given;
  };
}

const world = new World({ guilds: 2, largestGuild: 1000 });
const guild = world.guildAt(0);
const channel = guild.channels.find((one) => one.type === 0);
const member = world.member(guild, world.seededMember(guild, 3));
if (!channel || !member) throw new Error('the world is too small');
const thread = world.createThread(channel, '1400000000000000001', 'Thread', member.user.index, Date.UTC(2025, 0, 1));

describe('payloads hold every field of Discord’s types', () => {
  test('users, members, roles, channels, threads', () => {
    has<APIUser>()(apiUser(member.user));
    has<APIGuildMember>()(apiMember(member));
    for (const role of guild.roles) has<APIRole>()(apiRole(role));
    for (const one of guild.channels) has<Pick<APITextChannel, 'id' | 'type' | 'name' | 'position'>>()(apiChannel(one));
    has<Pick<APIThreadChannel, 'id' | 'type' | 'name' | 'thread_metadata' | 'parent_id' | 'owner_id'>>()(
      apiThread(guild, thread),
    );
  });

  test('guilds, on REST and as GUILD_CREATE', () => {
    has<Omit<APIGuild, 'embed_enabled'>>()(apiGuild(guild));
    const created = has<Omit<GatewayGuildCreateDispatchData, 'embed_enabled'>>()(guildCreate(world, guild, []));
    expect(created.threads).toMatchObject([{ id: thread.id, parent_id: channel.id }]);
    expect(created.channels).toHaveLength(guild.channels.length);
    expect(created.members).toHaveLength(1);
  });

  test('voice states and messages', () => {
    const state = {
      userIndex: member.user.index,
      channelIndex: channel.index,
      sessionId: 'x',
      deaf: false,
      mute: false,
      selfDeaf: false,
      selfMute: false,
      selfVideo: false,
      selfStream: false,
      suppress: false,
      requestToSpeakMs: null,
    };
    has<GatewayVoiceState>()(apiVoiceState(world, state));
    const entry = {
      ms: Date.UTC(2025, 0, 2),
      low: 0,
      channel: channel.index,
      user: member.user.index,
      kind: 1,
      variant: 0,
    };
    const message = messageObject(world, entry, '1', false);
    const keys: readonly Keys<GatewayMessageCreateDispatchData>[] = [
      'id',
      'channel_id',
      'author',
      'content',
      'timestamp',
      'edited_timestamp',
      'tts',
      'mention_everyone',
      'mentions',
      'mention_roles',
      'attachments',
      'embeds',
      'pinned',
      'type',
    ]; // prettier-ignore
    for (const key of keys) expect(message).toHaveProperty(key);
  });
});
