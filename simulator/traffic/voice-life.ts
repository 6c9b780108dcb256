import { OUR_BOT_INDEX } from '../world/people.ts';
import type { Random } from '../world/random.ts';
import { CHANNEL_TYPE, type Channel, type Guild, type VoiceState } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Happenings } from './happenings.ts';
import type { Speakers } from './speakers.ts';

/** One voice event in a guild: someone comes, goes, moves, mutes, deafens, falls asleep or speaks on a stage. */
export function liveVoice(world: World, random: Random, speakers: Speakers, happen: Happenings, guild: Guild): boolean {
  const rooms = speakers.voiceChannels(guild);
  if (rooms.length === 0) return false;
  const target = Math.max(2, Math.min(120, Math.floor(guild.seededMembers ** 0.5)));
  const present = guild.voice.size;
  const dice = random.next();
  if (present < 2 || (present < target * 1.5 && dice < 0.3 + 0.2 * (1 - present / target))) {
    return enter(world, random, speakers, happen, guild, rooms);
  }
  const state = someone(random, guild);
  if (!state) return false;
  const next = random.next();
  if (next < 0.35) happen.leaveVoice(guild, state.userIndex);
  else if (next < 0.5) move(world, random, happen, guild, state, rooms);
  else if (next < 0.78) happen.changeVoice(guild, state.userIndex, { selfMute: !state.selfMute });
  else if (next < 0.9) {
    const selfDeaf = !state.selfDeaf;
    happen.changeVoice(guild, state.userIndex, { selfDeaf, selfMute: selfDeaf || state.selfMute });
  } else if (next < 0.94) happen.changeVoice(guild, state.userIndex, { mute: !state.mute });
  else if (world.channelAt(state.channelIndex).type === CHANNEL_TYPE.stage) {
    happen.changeVoice(guild, state.userIndex, { suppress: !state.suppress });
  } else happen.changeVoice(guild, state.userIndex, { selfVideo: !state.selfVideo });
  return true;
}

function enter(
  world: World,
  random: Random,
  speakers: Speakers,
  happen: Happenings,
  guild: Guild,
  rooms: readonly Channel[],
): boolean {
  const bot = random.chance(0.05) ? guild.bots.find((one) => one !== OUR_BOT_INDEX) : undefined;
  const user = bot ?? speakers.person(guild);
  if (happen.isInVoice(user) || !world.isMember(guild, user)) return false;
  const room = occupied(world, random, guild) ?? rooms[Math.floor(random.next() ** 2 * rooms.length)];
  if (!room || room.id === guild.afkChannelId) return false;
  happen.enterVoice(room, user, { selfMute: random.chance(0.3) });
  return true;
}

/** Most people go where people are. */
function occupied(world: World, random: Random, guild: Guild): Channel | null {
  if (!random.chance(0.7)) return null;
  const state = someone(random, guild);
  const room = state ? world.channelAt(state.channelIndex) : null;
  return room && room.id !== guild.afkChannelId ? room : null;
}

function move(
  world: World,
  random: Random,
  happen: Happenings,
  guild: Guild,
  state: VoiceState,
  rooms: readonly Channel[],
): void {
  const afk = guild.afkChannelId === null ? null : world.channelById(guild.afkChannelId);
  const to = afk && random.chance(0.3) ? afk : random.pick(rooms);
  if (to.index === state.channelIndex) happen.changeVoice(guild, state.userIndex, { selfMute: !state.selfMute });
  else happen.enterVoice(to, state.userIndex);
}

function someone(random: Random, guild: Guild): VoiceState | null {
  const skip = random.below(Math.min(guild.voice.size, 64) || 1);
  let i = 0;
  for (const state of guild.voice.values()) {
    if (i === skip) return state;
    i += 1;
  }
  return null;
}
