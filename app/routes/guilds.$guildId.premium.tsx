import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { PremiumPage } from '../components/billing/PremiumPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer, formFields } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { guildsAtDiscord } from '../http/own-guilds.server.ts';
import { readPremium } from '../http/premium.server.ts';
import { runPremiumForm } from '../http/premium-forms.server.ts';

const cameFrom = z.enum(['checkout', 'canceled', 'portal', 'moved']).nullable().catch(null);

/** What premium is for this guild: what it costs, who pays, until when, and what happens without it. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const from = cameFrom.parse(new URL(request.url).searchParams.get('from'));
  return {
    guild: { id: guild.id, name: guild.name },
    ...(await readPremium(context, { guildId: guild.id, accountId: account.id, from })),
  };
});

export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const outcome = await runPremiumForm(context.deps, {
    fields: await formFields(request),
    guildId: guild.id,
    accountId: account.id,
    ownGuilds: () => guildsAtDiscord(context),
  });
  return outcome instanceof Response ? outcome : data(outcome, { status: 409 });
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('billing:title'));

export default function Premium() {
  const page = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const refusal = sent && 'refused' in sent ? sent : null;
  return <PremiumPage {...page} refusal={refusal} />;
}
