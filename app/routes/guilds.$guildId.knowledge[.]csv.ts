import type { LoaderFunctionArgs } from '@remix-run/node';
import { exportNodes } from '#core/knowledge/export-nodes.server.ts';
import { writeCsv } from '#core/knowledge/rules/files.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** All that is written down of a guild, to take along or bring back. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const nodes = await exportNodes(context.deps.db, { guildId: guild.id });
  return new Response(writeCsv(nodes), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="knowledge-${guild.id}.csv"`,
    },
  });
});
