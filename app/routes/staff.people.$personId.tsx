import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { enterAccess } from '#core/accounts/enter-access.server.ts';
import { seePerson } from '#core/accounts/see-person.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { SeenPersonPage } from '../components/staff/SeenPersonPage.tsx';
import { answer } from '../http/answer.server.ts';
import { requireRole } from '../http/guards.server.ts';

const paramsSchema = z.object({ personId: snowflakeSchema });

/** A person's account, for staff who opened it. To everybody else, and before and after that, there is nothing here. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const staff = await requireRole(context, request);
  const parsed = paramsSchema.safeParse(params);
  if (!parsed.success) throw new AppError('not_found', 'not the id of a person');
  const access = await enterAccess(context.deps, { staff, kind: 'person', id: parsed.data.personId, page: 'account' });
  if (!access) throw new AppError('not_found', 'not open to them');
  return { person: await seePerson(context.deps, access), endsAt: access.endsAt };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('staff:person.title'));

export default function SeenPerson() {
  return <SeenPersonPage {...useLoaderData<typeof loader>()} />;
}
