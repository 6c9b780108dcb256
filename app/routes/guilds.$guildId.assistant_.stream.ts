import type { ActionFunctionArgs } from '@remix-run/node';
import { answer, formFields, methodNotAllowed } from '../http/answer.server.ts';
import { streamAnswer } from '../http/assistant-ask.server.ts';
import { requireGuild } from '../http/guards.server.ts';

export const loader = () => methodNotAllowed('POST');

/** A question whose answer is seen while it is written. */
export const action = answer(async ({ request, params, context }: ActionFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  const asked = { fields: await formFields(request), locale: await context.locale() };
  return streamAnswer(context, { personId: account.id, guildId: guild.id }, asked);
});
