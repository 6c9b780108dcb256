import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { speakerOf } from '#core/i18n/i18n.ts';
import { overviewPicture } from '../components/analytics/overview-picture.server.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readOverview } from '../http/overview.server.ts';

const query = z.object({ chart: z.enum(['messages', 'voice']) });

/** A chart of the day, to take along. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const { chart } = query.parse({ chart: new URL(request.url).searchParams.get('chart') });
  const data = await readOverview(context.deps, guild);
  return new Response(overviewPicture(data, chart, speakerOf(await context.locale())), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `attachment; filename="${chart}-${guild.id}-${data.overview.date}.svg"`,
    },
  });
});
