import type { z } from 'zod';
import { askModel } from './ask-model.server.ts';
import type { AiDeps } from './deps.server.ts';
import type { ModelRequest, Refusal } from './schema.ts';

/** A model that did not keep to a shape may do so when it is asked once more. */
const MOST_ASKED = 2;

export type ShapedAnswer<T> =
  | { state: 'answered'; value: T }
  | { state: 'refused'; reason: Refusal }
  /** Nothing came, it broke off, or it had another shape each time. */
  | { state: 'failed' };

/**
 * Asks a model for an answer of a shape, heard to its end and parsed. What does not parse is asked for once more, as a call of
 * its own.
 */
export async function askForShape<T>(
  deps: AiDeps,
  asked: Omit<ModelRequest, 'shape' | 'tools'> & { shape: { name: string; schema: z.ZodType<T> } },
): Promise<ShapedAnswer<T>> {
  for (let times = 0; times < MOST_ASKED; times += 1) {
    const answer = await askModel(deps, asked);
    if (answer.state === 'refused') return answer;
    if (answer.state === 'failed') return { state: 'failed' };
    let text = '';
    let heard = await answer.events.next();
    for (; !heard.done; heard = await answer.events.next()) if (heard.value.kind === 'text') text += heard.value.text;
    if (heard.value.outcome !== 'done') return { state: 'failed' };
    const parsed = asked.shape.schema.safeParse(jsonOf(text));
    if (parsed.success) return { state: 'answered', value: parsed.data };
  }
  return { state: 'failed' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
