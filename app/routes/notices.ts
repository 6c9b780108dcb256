import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { safeReturnTo } from '#core/accounts/rules.ts';
import { putNoticeAway } from '#core/policies/put-notice-away.server.ts';
import { answer, methodNotAllowed, readForm } from '../http/answer.server.ts';
import { requireAccount } from '../http/guards.server.ts';

const form = z.object({ subject: z.string().max(100) });

/** Puts away what somebody had to be told, and goes back to the page it stood on. */
export const action = answer(async ({ request, context }: ActionFunctionArgs) => {
  const { id } = await requireAccount(context, request);
  await putNoticeAway(context.deps, { accountId: id, ...(await readForm(request, form)) });
  return redirect(safeReturnTo(pathOf(request.headers.get('referer'))) ?? '/guilds');
});

export const loader = () => methodNotAllowed('POST');

/** The path of the page that a form was sent from. */
function pathOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  return pathname + search;
}
