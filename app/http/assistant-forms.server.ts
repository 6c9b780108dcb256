import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { applyProposal } from '#core/assistant/apply-proposal.server.ts';
import { deleteThread } from '#core/assistant/delete-thread.server.ts';
import { deleteThreads } from '#core/assistant/delete-threads.server.ts';
import { dismissProposal } from '#core/assistant/dismiss-proposal.server.ts';
import { rateAnswer } from '#core/assistant/rate-answer.server.ts';
import { renameThread } from '#core/assistant/rename-thread.server.ts';
import { feedbacks, type Scope, titleSchema } from '#core/assistant/schema.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { AskProblem } from '../components/assistant/props.ts';
import { paths } from '../components/paths.ts';
import { type Asked, hearAnswer, problemOf, unlessRefused } from './assistant-ask.server.ts';
import type { Dependencies } from './dependencies.server.ts';

const turnSchema = z.object({ turnId: z.uuid(), feedback: z.enum(['', ...feedbacks]) });
const proposalSchema = z.object({ proposalId: z.uuid() });

/** Does what one of the forms beside the list asks for. @returns where to go, or why not */
export async function runAssistantForm(deps: Dependencies, scope: Scope, asked: Asked): Promise<Response | AskProblem> {
  const { intent } = asked.fields;
  if (intent === 'ask') return hearAnswer(deps, scope, asked);
  if (intent !== 'delete-all') throw new AppError('bad_input', 'none of the forms of this page');
  await deleteThreads(deps, scope);
  return redirect(`${paths.assistant(scope.guildId)}?done=emptied`);
}

/**
 * Does what one of the forms of a conversation asks for.
 * @returns where to go, or why not; null where the page stays and is read anew
 */
export async function runThreadForm(
  deps: Dependencies,
  scope: Scope,
  asked: Asked & { threadId: string },
): Promise<Response | AskProblem | null> {
  const { fields, threadId } = asked;
  const { intent = '' } = fields;
  const here = paths.assistantThread(scope.guildId, threadId);
  const stay = (to: string) => (fields.quiet === '1' ? null : redirect(to));
  switch (intent) {
    case 'ask':
    case 'retry':
    case 'edit':
      return hearAnswer(deps, scope, { ...asked, fields: { ...fields, threadId } });
    case 'rename': {
      const title = titleSchema.safeParse(fields.title);
      if (!title.success) return problemOf({ intent, question: fields.title ?? '' }, 'name');
      await renameThread(deps, scope, { threadId, title: title.data });
      return redirect(`${here}?done=renamed`);
    }
    case 'delete':
      await deleteThread(deps, scope, threadId);
      return redirect(`${paths.assistant(scope.guildId)}?done=deleted`);
    case 'rate': {
      const { turnId, feedback } = turnSchema.parse(fields);
      await rateAnswer(deps, scope, { turnId, feedback: feedback || null });
      return stay(`${here}#turn-${turnId}`);
    }
    case 'apply':
    case 'dismiss': {
      const { proposalId } = proposalSchema.parse(fields);
      return unlessRefused(fields, 'proposal', async () => {
        if (intent === 'dismiss') await dismissProposal(deps, scope, proposalId);
        else await applyProposal({ ...deps, botId: deps.discord.clientId }, scope, proposalId);
        return stay(`${here}?done=${intent === 'apply' ? 'applied' : 'dismissed'}#proposal-${proposalId}`);
      });
    }
    default:
      throw new AppError('bad_input', 'none of the forms of this page');
  }
}
