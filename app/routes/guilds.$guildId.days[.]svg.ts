import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { chartKeys } from '#core/analytics/rules/charts.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { daysPicture } from '../components/analytics/days-picture.server.ts';
import { activeKeys } from '../components/analytics/draw-chart.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { readPeriodPage } from '../http/period-page.server.ts';

const query = z.object({ chart: z.enum([...chartKeys, 'activeLines']) });

/** A chart of a period, to take along. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const search = new URL(request.url).searchParams;
  const { chart } = query.parse({ chart: search.get('chart') });
  const charts = chart === 'activeLines' ? activeKeys : [chart];
  const { data } = await readPeriodPage(
    context.deps,
    { guild, staff: account.staff, search },
    { charts, filtered: true },
  );
  return new Response(daysPicture(data, chart, speakerOf(await context.locale())), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `attachment; filename="${chart}-${guild.id}.svg"`,
    },
  });
});
