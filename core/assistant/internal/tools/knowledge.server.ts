import { z } from 'zod';
import { searchKnowledge } from '#core/knowledge/search-knowledge.server.ts';
import { shortened } from './shortened.ts';
import { type Bound, fact, factOr, type ReadTool, readTool } from './tool.ts';

const MOST = 5;
const LONGEST = 700;

/** What the guild's community knows about some words. */
export function knowledgeTool({ deps, scope }: Bound): ReadTool {
  return readTool({
    name: 'knowledge',
    description: 'Search the knowledge of the community: its rules, questions with answers, topics, events and links.',
    input: z.object({
      query: z.string().min(1).max(300).describe('Words to search for, in the language of the server.'),
    }),
    fields: ['knowledge'],
    async read({ query }) {
      const found = await searchKnowledge(deps.modelDb, scope, { words: query, limit: MOST }, { clock: deps.clock });
      const [only] = found.length === 1 ? found : [];
      const words = new URLSearchParams({ q: query });
      return {
        path: only
          ? `/guilds/${scope.guildId}/knowledge/${only.node.id}`
          : `/guilds/${scope.guildId}/knowledge?${words}`,
        range: null,
        facts:
          found.length === 0
            ? [factOr('node', null, 'unknown')]
            : found.map(({ node }) => fact('node', shortened(node.text || node.title, LONGEST), node.title)),
      };
    },
  });
}
