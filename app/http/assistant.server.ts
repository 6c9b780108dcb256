import { z } from 'zod';
import type { Account } from '#core/accounts/read-session.server.ts';
import { exportThreads } from '#core/assistant/export-threads.server.ts';
import { getThread } from '#core/assistant/get-thread.server.ts';
import { listThreads, PAGE_THREADS } from '#core/assistant/list-threads.server.ts';
import type { Scope, Turn } from '#core/assistant/schema.ts';
import type { OpenGuild } from '#core/guilds/check-guild-right.server.ts';
import { listVisiblePlaces } from '#core/guilds/list-visible-places.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AssistantData, AssistantGuild, ThreadData } from '../components/assistant/props.ts';
import type { Dependencies } from './dependencies.server.ts';
import type { Visit } from './visit.server.ts';

const listDone = ['deleted', 'emptied'] as const;
const threadDone = ['renamed', 'applied', 'dismissed'] as const;

interface Asked {
  account: Account;
  guild: OpenGuild;
}

const scopeOf = ({ account, guild }: Asked): Scope => ({ personId: account.id, guildId: guild.id });

function assistantGuild({ config }: Dependencies, { id, name, right }: OpenGuild): AssistantGuild {
  const model = config.ai && { name: config.ai.models[0], vendor: config.ai.vendors.map((one) => one.name).join(', ') };
  return { guild: { id, name }, mayWrite: right !== 'staff', model };
}

const searchSchema = z.object({
  words: z.string().trim().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

export async function readAssistant(deps: Dependencies, asked: Asked, search: URLSearchParams): Promise<AssistantData> {
  const { words, page } = searchSchema.parse({ words: search.get('q') ?? '', page: search.get('page') });
  const { threads, total } = await listThreads(deps, scopeOf(asked), { words, page });
  const older = new URLSearchParams({ ...(words ? { q: words } : {}), page: String(page + 1) });
  return {
    ...assistantGuild(deps, asked.guild),
    words,
    threads,
    older: page * PAGE_THREADS < total ? older.toString() : null,
    hasAny: threads.length > 0 || words !== '' || page > 1,
    done: listDone.find((one) => one === search.get('done')) ?? null,
  };
}

export async function readThread(
  deps: Dependencies,
  asked: Asked & { threadId: string },
  search: URLSearchParams,
): Promise<ThreadData> {
  const { turns, ...thread } = await getThread(deps, scopeOf(asked), asked.threadId);
  return {
    ...assistantGuild(deps, asked.guild),
    thread,
    turns,
    channels: await channelNames(deps, asked, turns),
    done: threadDone.find((one) => one === search.get('done')) ?? null,
  };
}

/** Names of the channels that proposals speak of, where the person sees them; Discord is asked only where there are such. */
async function channelNames(deps: Dependencies, asked: Asked, turns: readonly Turn[]): Promise<Record<string, string>> {
  const wanted = new Set(
    turns.flatMap(({ proposals }) =>
      proposals.flatMap(({ content }) =>
        content.kind === 'message' ? content.channelId : content.kind === 'setting' ? content.value : null,
      ),
    ),
  );
  wanted.delete(null);
  if (wanted.size === 0 || asked.guild.right === 'staff') return {};
  const places = await listVisiblePlaces(deps, scopeOf(asked));
  return Object.fromEntries(
    (places?.channels ?? []).flatMap((one) => (wanted.has(one.id) ? [[one.id, one.name]] : [])),
  );
}

/** A file of conversations: of one where the address names it, else of all. */
export async function conversationsFile(
  { deps, locale }: Visit,
  scope: Scope,
  request: Request,
  kind: 'json' | 'md',
): Promise<Response> {
  const threadId = z.uuid().nullable().safeParse(new URL(request.url).searchParams.get('thread'));
  if (!threadId.success) throw new AppError('not_found', 'not the id of a conversation');
  const text = await exportThreads(deps, scope, {
    ...{ threadId: threadId.data, kind: kind === 'md' ? 'markdown' : 'json', locale: await locale() },
  });
  return new Response(text, {
    headers: {
      'content-type': kind === 'json' ? 'application/json; charset=utf-8' : 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="assistant-${threadId.data ?? scope.guildId}.${kind}"`,
    },
  });
}
