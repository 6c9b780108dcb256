import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listEventsAbout } from '#core/audit/list-events-about.server.ts';
import { beforeSchema } from '#core/audit/schema.ts';
import { OwnAuditPage } from '../components/audit/OwnAuditPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireAccount } from '../http/guards.server.ts';

/** What was done to the person. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { id } = await requireAccount(context, request);
  const before = beforeSchema.parse(new URL(request.url).searchParams.get('before'));
  return { viewerId: id, page: await listEventsAbout(context.deps.db, { personId: id }, before), before };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('accounts:audit.own.title'));

export default function OwnAudit() {
  return <OwnAuditPage {...useLoaderData<typeof loader>()} />;
}
