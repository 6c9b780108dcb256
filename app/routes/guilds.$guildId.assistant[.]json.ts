import type { LoaderFunctionArgs } from '@remix-run/node';
import { answer } from '../http/answer.server.ts';
import { conversationsFile } from '../http/assistant.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** The person's conversations about the guild, or one of them, to take along. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { account, guild } = await requireGuild(context, request, params);
  return conversationsFile(context, { personId: account.id, guildId: guild.id }, request, 'json');
});
