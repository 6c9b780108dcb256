import type { FileNode } from './files.ts';

/** What of a guild's structure is handed in: channels with what they lie in, and roles. */
export interface Structure {
  channels: readonly { id: string; name: string; parentId: string | null }[];
  roles: readonly { id: string; name: string }[];
}

const LONGEST_NAME = 200;
/** A name in the form of a mention of somebody. */
const PERSON = /<@!?\d+>|\p{Cc}/gu;

/** The nodes that stand for channels and roles: a channel belongs to its category. Names are Discord's. */
export function nodesOfStructure({ channels, roles }: Structure): FileNode[] {
  const known = new Set(channels.map(({ id }) => id));
  const node = (kind: 'channel' | 'role', id: string, name: string): FileNode => ({
    id: `${kind} ${id}`,
    kind,
    title: name.replace(PERSON, '').trim().slice(0, LONGEST_NAME) || id,
    text: '',
    reviewOn: null,
    discordId: id,
    relations: [],
  });
  return [
    ...channels.map(({ id, name, parentId }) => ({
      ...node('channel', id, name),
      relations:
        parentId !== null && known.has(parentId) ? [{ type: 'belongs-to' as const, to: `channel ${parentId}` }] : [],
    })),
    ...roles.map(({ id, name }) => node('role', id, name)),
  ];
}
