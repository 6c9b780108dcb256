import type { APIGuild, APIGuildMember, RESTGetAPIGuildChannelsResult } from 'discord-api-types/v10';
import type { GuildReader } from '../guild-reader.server.ts';
import { VIEW_CHANNEL } from '../rules.ts';

export interface FakeChannel {
  id: string;
  name: string;
  /** Discord's type: 0 text, 2 voice, 4 category. */
  type: number;
  parentId?: string;
  /** Only those with these roles see it. */
  onlyFor?: readonly string[];
}

export interface FakeGuild {
  id: string;
  ownerId: string;
  roles: readonly { id: string; name: string; permissions: bigint }[];
  channels: readonly FakeChannel[];
  /** Roles of members by their ids. */
  members: Readonly<Record<string, readonly string[]>>;
}

/** What Discord would tell of one guild; of others that they are not there. */
export function fakeReader(told: FakeGuild, granted = true): GuildReader {
  const isIt = (guildId: string) => guildId === told.id;
  return {
    async guild(guildId) {
      if (!isIt(guildId)) return null;
      const everyone = { id: told.id, name: '@everyone', permissions: VIEW_CHANNEL };
      const roles = [everyone, ...told.roles].map((role) => ({ ...role, permissions: String(role.permissions) }));
      return { id: told.id, name: 'Riverbank', owner_id: told.ownerId, roles } as unknown as APIGuild;
    },
    async member(guildId, userId) {
      const roles = told.members[userId];
      return isIt(guildId) && roles
        ? ({ user: { id: userId, username: 'x' }, roles } as unknown as APIGuildMember)
        : null;
    },
    async channels(guildId) {
      if (!isIt(guildId)) return null;
      return told.channels.map(({ id, name, type, parentId, onlyFor }) => ({
        ...{ id, name, type, parent_id: parentId ?? null },
        permission_overwrites: onlyFor
          ? [
              { id: told.id, type: 0, allow: '0', deny: String(VIEW_CHANNEL) },
              ...onlyFor.map((role) => ({ id: role, type: 0, allow: String(VIEW_CHANNEL), deny: '0' })),
            ]
          : [],
      })) as unknown as RESTGetAPIGuildChannelsResult;
    },
    activeThreads: async () => [],
    channelName: async () => null,
    membersGranted: async () => granted,
  };
}
