import type { LoaderFunctionArgs } from '@remix-run/node';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { insightsFile } from '../http/insights-file.server.ts';

/** A report of insights, to take along. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  return insightsFile(context.deps, {
    kind: 'json',
    guildId: guild.id,
    locale: await context.locale(),
    search: new URL(request.url).searchParams,
  });
});
