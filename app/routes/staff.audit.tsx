import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { filterEvents } from '#core/audit/list-events.server.ts';
import { actorKinds, beforeSchema } from '#core/audit/schema.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { StaffAuditPage } from '../components/audit/StaffAuditPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireStaff } from '../http/guards.server.ts';

const filterSchema = z.object({
  actorKind: z.enum(actorKinds).nullable().catch(null),
  guildId: snowflakeSchema.nullable().catch(null),
  personId: snowflakeSchema.nullable().catch(null),
});

/** Every record of the instance. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id } = await requireStaff(context, request);
  const { searchParams } = new URL(request.url);
  const before = beforeSchema.parse(searchParams.get('before'));
  const filter = filterSchema.parse({
    actorKind: searchParams.get('kind'),
    guildId: searchParams.get('guild'),
    personId: searchParams.get('person'),
  });
  return { viewerId: id, page: await filterEvents(context.deps.db, filter, before), before, filter };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('accounts:audit.all.title'));

export default function StaffAudit() {
  return <StaffAuditPage {...useLoaderData<typeof loader>()} />;
}
