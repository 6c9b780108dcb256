import { shardOf } from '#core/platform/snowflake.ts';
import type { ControlApi } from '../truth/control-api.ts';

const GUILD_TEXT = 0;
const GUILD_VOICE = 2;

/** Where a race takes place: a guild, a channel of each kind that the bot sees, and who is there. */
export interface Place {
  guildId: string;
  shardId: number;
  textId: string;
  voiceId: string;
  /** Somebody who stays: nothing of theirs may be lost. */
  bystanderId: string;
  /** Who can be erased: each stands in one place alone. */
  people: string[];
}

/** Call it before anything is counted: what the bot sees is found out by trying. */
export async function findPlaces(control: ControlApi, shards: number): Promise<Place[]> {
  const guilds = (await control.guilds()).filter(({ botIn }) => botIn);
  const taken = new Set(guilds.map(({ ownerId }) => ownerId));
  const places: Place[] = [];
  for (const { id: guildId, ownerId, afkChannelId, channels } of guilds) {
    const ofType = (type: number) => channels.filter((one) => one.type === type && one.id !== afkChannelId);
    const textId = await firstThat(ofType(GUILD_TEXT), (channelId) => control.message({ channelId, userId: ownerId }));
    const voiceId = await firstThat(ofType(GUILD_VOICE), async (channelId) => {
      await control.voice({ guildId, userId: ownerId, channelId });
      await control.voice({ guildId, userId: ownerId, channelId: null });
    });
    if (textId === null || voiceId === null) continue;
    const people = (await control.members(guildId)).filter(({ id, bot }) => !bot && !taken.has(id)).map(({ id }) => id);
    for (const id of people) taken.add(id);
    places.push({ guildId, shardId: shardOf(guildId, shards), textId, voiceId, bystanderId: ownerId, people });
  }
  return places;
}

async function firstThat(
  channels: readonly { id: string }[],
  attempt: (channelId: string) => Promise<unknown>,
): Promise<string | null> {
  for (const { id } of channels) {
    try {
      await attempt(id);
      return id;
    } catch {
      // The bot does not see it.
    }
  }
  return null;
}
