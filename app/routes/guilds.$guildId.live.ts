import type { LoaderFunctionArgs } from '@remix-run/node';
import { readSession } from '#core/accounts/read-session.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { answer } from '../http/answer.server.ts';
import { requireGuild } from '../http/guards.server.ts';
import { liveStream } from '../http/live-stream.server.ts';
import { readOverview } from '../http/overview.server.ts';

/** One stream a page; nobody looks at this many. */
const MOST_STREAMS = 20;

/** The overview as it changes. The session and the right are looked at again while the stream is open. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { deps, state, log } = context;
  const sessionId = state.s;
  if (!(await context.account()) || sessionId === undefined) throw new AppError('not_signed_in', 'nobody is signed in');
  const { account, guild } = await requireGuild(context, request, params);
  if (deps.live.countOf(account.id) >= MOST_STREAMS)
    throw new AppError('too_many_requests', 'too many live streams of one account');
  if (request.method === 'HEAD') return new Response(null, { headers: { 'content-type': 'text/event-stream' } });
  return liveStream(deps.live, log, {
    guildId: guild.id,
    accountId: account.id,
    read: () => readOverview(deps, guild),
    async mayStay() {
      const now = await readSession(deps, sessionId);
      if (!now || now.suspended) throw new AppError('not_signed_in', 'the session has ended');
      await requireGuild(context, request, params);
    },
  });
});
