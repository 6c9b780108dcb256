import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listAccesses } from '#core/accounts/list-accesses.server.ts';
import { listGuildEvents } from '#core/audit/list-guild-events.server.ts';
import { beforeSchema } from '#core/audit/schema.ts';
import { listStructureReads } from '#core/guilds/list-structure-reads.server.ts';
import { GuildAuditPage } from '../components/audit/GuildAuditPage.tsx';
import { pageTitle } from '../components/frame/page-title.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** What was done in a guild, and when staff looked at it. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const before = beforeSchema.parse(new URL(request.url).searchParams.get('before'));
  const [page, accesses, reads] = await Promise.all([
    listGuildEvents(context.deps.db, { guildId: guild.id }, before),
    listAccesses(context.deps, { guildId: guild.id }),
    listStructureReads(context.deps.db, { guildId: guild.id }),
  ]);
  return { guild: { id: guild.id, name: guild.name }, viewerId: account.id, page, before, accesses, reads };
});

export const meta: MetaFunction = ({ matches }) => pageTitle(matches, (t) => t('accounts:audit.guild.title'));

export default function GuildAudit() {
  return <GuildAuditPage {...useLoaderData<typeof loader>()} />;
}
