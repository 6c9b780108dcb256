import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import { pageTitle } from '../components/frame/page-title.ts';
import { OperatorPage } from '../components/operator/OperatorPage.tsx';
import { answer, formFields } from '../http/answer.server.ts';
import { requireStaff } from '../http/guards.server.ts';
import { readOperatorPage } from '../http/operator.server.ts';
import { operatorIntents, runOperatorForm } from '../http/operator-forms.server.ts';

const query = z.object({
  done: z.enum(operatorIntents).nullable().catch(null),
  id: snowflakeSchema.nullable().catch(null),
  guild: snowflakeSchema.nullable().catch(null),
});

/** What runs, how it does, and the acts of staff. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  await requireStaff(context, request);
  const { searchParams } = new URL(request.url);
  const { done, id, guild } = query.parse({
    done: searchParams.get('done'),
    id: searchParams.get('id'),
    guild: searchParams.get('guild'),
  });
  return {
    ...(await readOperatorPage(context.deps)),
    done: done && id ? { kind: done, id } : null,
    guildId: guild,
  };
});

export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const staff = await requireStaff(context, request);
  const outcome = await runOperatorForm(context.deps, {
    fields: await formFields(request),
    staffId: staff.id,
    locale: await context.locale(),
  });
  if ('done' in outcome) {
    const { kind, id } = outcome.done;
    const section = kind === 'grant' || kind === 'revoke' ? 'premium' : 'accounts';
    return redirect(`/operator?${new URLSearchParams({ done: kind, id })}#${section}`);
  }
  return data({ problem: outcome.problem }, { status: outcome.status });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('operator:title'));

export default function Operator() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const problem = sent && 'problem' in sent ? sent.problem : null;
  return <OperatorPage {...page} done={problem ? null : page.done} problem={problem} />;
}
