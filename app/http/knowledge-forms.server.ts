import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { changeNode } from '#core/knowledge/change-node.server.ts';
import { createNode } from '#core/knowledge/create-node.server.ts';
import { deleteNode } from '#core/knowledge/delete-node.server.ts';
import { dismissGap } from '#core/knowledge/dismiss-gap.server.ts';
import { goBack } from '#core/knowledge/go-back.server.ts';
import { placeNodes } from '#core/knowledge/place-nodes.server.ts';
import { relateNodes } from '#core/knowledge/relate-nodes.server.ts';
import { LONGEST_TEXT, nodeProblems, nodeSchema, relationSchema } from '#core/knowledge/schema.ts';
import { setOwner } from '#core/knowledge/set-owner.server.ts';
import { unrelateNodes } from '#core/knowledge/unrelate-nodes.server.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { Conflict, KnowledgeProblem, NodeField } from '../components/knowledge/props.ts';
import { paths } from '../components/paths.ts';
import type { Dependencies } from './dependencies.server.ts';

interface Asked {
  fields: Record<string, string>;
  guildId: string;
  accountId: string;
}

const numberSchema = z.coerce.number().int().positive();
const relatedSchema = relationSchema.extend({ fromId: z.uuid() });
const placesSchema = z
  .string()
  .max(60_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.object({ id: z.uuid(), x: z.number().finite(), y: z.number().finite() })).max(500));
const fields = ['kind', 'title', 'text', 'reviewOn', 'type', 'otherId', 'fromId'] as const;
const conflicts = ['nodes', 'relations', 'changed', 'kind', 'pair', 'place'] as const satisfies readonly Conflict[];
const MOST_SHOWN_AGAIN = LONGEST_TEXT * 3;

/** Puts away what was asked in vain. @throws AppError 'bad_input' where that is none of the forms of the list */
export async function runListForm(deps: Dependencies, asked: Asked): Promise<Response> {
  const { intent, gapId } = asked.fields;
  if (intent !== 'dismiss') throw new AppError('bad_input', 'none of the forms of this page');
  await dismissGap(deps, asked, z.uuid().parse(gapId));
  return redirect(`${paths.knowledge(asked.guildId)}?done=dismissed`);
}

/** Writes down something new, which answers what was asked in vain where it says so. @returns where to go, or what is wrong with the form */
export async function runNewNode(deps: Dependencies, asked: Asked): Promise<Response | KnowledgeProblem> {
  const words = nodeSchema.safeParse(asked.fields);
  if (!words.success) return problemOf('create', asked, words.error);
  const gapId = z
    .uuid()
    .nullable()
    .parse(asked.fields.gapId || null);
  return tryIt('create', asked, async () => {
    const id = await createNode(deps, asked, words.data, { gapId });
    return redirect(`${paths.knowledgeNode(asked.guildId, id)}?done=created`);
  });
}

/**
 * Does what one of the forms of a node's page asks for.
 * @returns where to go, or what is wrong with the form
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runNodeForm(
  deps: Dependencies,
  asked: Asked & { nodeId: string },
): Promise<Response | KnowledgeProblem> {
  const { fields, guildId, nodeId, accountId } = asked;
  const { intent = '' } = fields;
  const back = (done: string) => redirect(`${paths.knowledgeNode(guildId, nodeId)}?done=${done}`);
  const node = { guildId, nodeId, accountId };
  switch (intent) {
    case 'change': {
      const words = nodeSchema.safeParse(fields);
      if (!words.success) return problemOf(intent, asked, words.error);
      const seen = numberSchema.parse(fields.revision);
      return tryIt(intent, asked, async () => {
        await changeNode(deps, node, { seen, words: words.data });
        return back('saved');
      });
    }
    case 'relate':
      return runRelate(deps, { ...asked, fields: { ...fields, fromId: nodeId } }, back('related'));
    case 'unrelate': {
      const { fromId, type, otherId } = relatedSchema.parse(fields);
      await unrelateNodes(deps, node, { fromId, type, toId: otherId });
      return back('unrelated');
    }
    case 'undo':
    case 'back': {
      const number = intent === 'undo' ? null : numberSchema.parse(fields.number);
      return tryIt(intent, asked, async () => {
        await goBack(deps, node, number);
        return back(intent === 'undo' ? 'undone' : 'back');
      });
    }
    case 'delete':
      await deleteNode(deps, node);
      return redirect(`${paths.knowledge(guildId)}?done=deleted`);
    case 'keep':
    case 'release':
      await setOwner(deps.db, node, intent === 'keep' ? accountId : null);
      return back('saved');
    default:
      throw new AppError('bad_input', 'none of the forms of this page');
  }
}

/** Relates two nodes, or keeps where nodes stand in the picture. */
export async function runGraphForm(deps: Dependencies, asked: Asked): Promise<Response | KnowledgeProblem | null> {
  const { fields, guildId } = asked;
  if (fields.intent === 'place') {
    await placeNodes(deps.db, { guildId }, placesSchema.parse(fields.places));
    return null;
  }
  if (fields.intent !== 'relate') throw new AppError('bad_input', 'none of the forms of this page');
  return runRelate(deps, asked, redirect(`${paths.knowledgeGraph(guildId)}?done=related`));
}

async function runRelate(deps: Dependencies, asked: Asked, done: Response): Promise<Response | KnowledgeProblem> {
  const relation = relatedSchema.safeParse(asked.fields);
  if (!relation.success) return problemOf('relate', asked, relation.error);
  const { fromId, type, otherId } = relation.data;
  return tryIt('relate', asked, async () => {
    await relateNodes(deps, asked, { fromId, type, toId: otherId });
    return done;
  });
}

async function tryIt(
  intent: string,
  asked: Asked,
  work: () => Promise<Response>,
): Promise<Response | KnowledgeProblem> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    const conflict = conflicts.find((one) => one === error.params.what) ?? null;
    return { intent, fields: {}, conflict, values: valuesOf(asked) };
  }
}

function problemOf(intent: string, asked: Asked, error: z.ZodError): KnowledgeProblem {
  const wrong: KnowledgeProblem['fields'] = {};
  for (const { path, message } of error.issues) {
    const field = fields.find((one) => one === path[0]);
    if (field) wrong[field] ??= nodeProblems.find((one) => one === message) ?? 'needed';
  }
  return { intent, fields: wrong, conflict: null, values: valuesOf(asked) };
}

function valuesOf({ fields: sent }: Asked): Partial<Record<NodeField, string>> {
  return Object.fromEntries(
    fields.flatMap((field) => (sent[field] === undefined ? [] : [[field, sent[field].slice(0, MOST_SHOWN_AGAIN)]])),
  );
}
