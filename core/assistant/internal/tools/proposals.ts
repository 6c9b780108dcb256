import { z } from 'zod';
import { nodeKinds, nodeSchema } from '#core/knowledge/schema.ts';
import { LONGEST_MESSAGE } from '../../schema.ts';
import { findChannel } from './find-channel.ts';
import { type Bound, type ProposeTool, proposeTool, type Unread } from './tool.ts';

const NO_CHANNEL: Unread = { error: 'There is no such channel that this person can see.' };
const channelName = z.string().max(100).nullable();

/** What may be put before the person. Nothing of it is done: a person applies it, or does not. */
export function proposeTools({ places }: Bound): ProposeTool[] {
  /** Null where none is named; undefined where it is not one that the person sees. */
  const idOf = async (name: string | null) => {
    if (name === null) return null;
    const visible = await places();
    return visible ? findChannel(visible, name)?.id : undefined;
  };
  return [
    proposeTool({
      name: 'propose_knowledge',
      description: 'Propose an entry for the knowledge of the community. The person decides; nothing is written.',
      input: z.object({ kind: z.enum(nodeKinds), title: z.string().max(400), text: z.string().max(8_000) }),
      async propose(input) {
        const parsed = nodeSchema.safeParse({ ...input, reviewOn: null });
        if (!parsed.success) return { error: parsed.error.issues.map(({ message }) => message).join(', ') };
        return { kind: 'knowledge', node: parsed.data };
      },
    }),
    proposeTool({
      name: 'propose_message',
      description: 'Propose the text of a message that the person may post themselves. Nothing is posted.',
      input: z.object({ text: z.string().min(1).max(LONGEST_MESSAGE), channel: channelName }),
      async propose({ text, channel }) {
        const channelId = await idOf(channel);
        return channelId === undefined ? NO_CHANNEL : { kind: 'message', text, channelId };
      },
    }),
    proposeTool({
      name: 'propose_setting',
      description: 'Propose where the weekly digest goes, or null to turn it off. The person decides; nothing is set.',
      input: z.object({ digest_channel: channelName }),
      async propose({ digest_channel: channel }) {
        const channelId = await idOf(channel);
        return channelId === undefined ? NO_CHANNEL : { kind: 'setting', setting: 'digest', value: channelId };
      },
    }),
  ];
}
