import { apiChannel, apiDate, apiGuild, apiMember, apiThread, apiVoiceState } from '../world/payloads.ts';
import { OUR_BOT_INDEX } from '../world/people.ts';
import type { Guild, VoiceState } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** Who was in voice at an instant; the rest of a guild is rendered when it is sent. */
export function voiceSnapshot(guild: Guild): VoiceState[] {
  return [...guild.voice.values()].map((state) => ({ ...state }));
}

/**
 * The d of GUILD_CREATE. Without presences Discord names only the bot itself and people in voice among the members.
 */
export function guildCreate(world: World, guild: Guild, voice: readonly VoiceState[]) {
  const present = new Set([OUR_BOT_INDEX, ...voice.map((state) => state.userIndex)]);
  const members = [...present].map((index) => world.member(guild, index)).filter((one) => one !== null);
  return {
    ...apiGuild(guild),
    version: 1_700_000_000_000 + guild.index,
    unavailable: false,
    threads: [...guild.threads.values()].map((thread) => apiThread(guild, thread)),
    stage_instances: [],
    soundboard_sounds: [],
    presences: [],
    members: members.map(apiMember),
    member_count: world.memberCount(guild),
    lazy: true,
    large: world.memberCount(guild) > 50,
    joined_at: apiDate(guild.botJoinedMs),
    guild_scheduled_events: [],
    embedded_activities: [],
    application_command_counts: {},
    voice_states: voice.map((state) => apiVoiceState(world, state)),
    channels: guild.channels.map(apiChannel),
  };
}
