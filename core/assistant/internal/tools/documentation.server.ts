import { z } from 'zod';
import { documentsIn, searchDocuments } from '../documents.server.ts';
import { shortened } from './shortened.ts';
import { type Bound, fact, factOr, type ReadTool, readTool } from './tool.ts';

const MOST = 3;
const LONGEST = 900;

/** What the product says of itself: what each number means, what pages are for, the policies. */
export function documentationTool({ deps, scope, locale }: Bound): ReadTool {
  return readTool({
    name: 'documentation',
    description:
      'Search the documentation of this product: what a number means (its definition), what pages are for, privacy and AI policy.',
    input: z.object({
      query: z.string().min(1).max(300).describe('Words to search for, in the language of the person.'),
    }),
    fields: ['documentation'],
    async read({ query }) {
      const found = searchDocuments(documentsIn(locale, deps.sources), query, MOST);
      const page = found[0]?.page ?? { ofGuild: false, path: '/policies/privacy' };
      return {
        path: page.ofGuild ? `/guilds/${scope.guildId}/${page.path}`.replace(/\/$/, '') : page.path,
        range: null,
        facts:
          found.length === 0
            ? [factOr('document', null, 'unknown')]
            : found.map(({ title, text }) => fact('document', shortened(text, LONGEST), title)),
      };
    },
  });
}
