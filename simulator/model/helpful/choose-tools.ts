import type { ChatTool, JsonSchema } from '../request.ts';
import { wordsOf } from './words.ts';

const IN_NAME = 3;
const IN_DESCRIPTION = 1;
/** What the tool that fits best must reach to be called, and a further one. */
const SOME = 0.3;
const ENOUGH = 2;
const MOST = 3;
/** Words of a span: they say when, not what. */
const WHEN = /^(hour|day|week|month|quarter|year)(ly)?$|^(today|yesterday|last|past|recent|since)$/;

/** Tools that do something are called, rather than others, where a question begins by asking for that. */
const DOES = /^(propose|create|add|set|send|post|update|delete)(?=_|[A-Z])/;
const ASKS_TO_DO = /^\s*(?:please\s+)?(propose|suggest|draft|write|create|add|set|send|post|change|turn)\b/i;

/**
 * The tools that a question's words fit: each word counts where a tool's name, description or parameters have it, half
 * where two tools do, and so on. A further tool is taken where it fits words that those before left over.
 */
export function chooseTools(question: string, tools: readonly ChatTool[]): ChatTool[] {
  const does = ASKS_TO_DO.test(question);
  const usable = tools.filter((tool) => does || !DOES.test(tool.function.name));
  const known = usable.map((tool) => ({ tool, weights: weightsOf(tool) }));
  const left = new Set(wordsOf(question).filter((word) => !WHEN.test(word)));
  if (/^\s*when\b/i.test(question)) left.add('hour');
  const chosen: ChatTool[] = [];
  while (chosen.length < MOST) {
    const scored = known
      .filter(({ tool }) => !chosen.includes(tool))
      .map((one) => ({
        ...one,
        score: scoreOf(one.weights, left, known) * (DOES.test(one.tool.function.name) ? 4 : 1),
      }));
    const best = scored.reduce<(typeof scored)[number] | null>(
      (top, one) => (top === null || one.score > top.score ? one : top),
      null,
    );
    if (!best || best.score < (chosen.length === 0 ? SOME : ENOUGH)) break;
    chosen.push(best.tool);
    for (const word of best.weights.keys()) left.delete(word);
  }
  return chosen;
}

function scoreOf(
  weights: ReadonlyMap<string, number>,
  words: ReadonlySet<string>,
  all: readonly { weights: ReadonlyMap<string, number> }[],
): number {
  let score = 0;
  for (const word of words) {
    const weight = weights.get(word) ?? 0;
    const having = all.filter((one) => one.weights.has(word)).length;
    if (weight > 0) score += (2 * weight) / having;
  }
  return score;
}

function weightsOf({ function: { name, description = '', parameters } }: ChatTool): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of [...wordsOf(description), ...parameterWords(parameters)]) weights.set(word, IN_DESCRIPTION);
  for (const word of wordsOf(name)) weights.set(word, IN_NAME);
  return weights;
}

function parameterWords(schema: JsonSchema | undefined): string[] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, one]) => [
    ...wordsOf(name),
    ...wordsOf(one.description ?? ''),
    ...(one.enum ?? []).flatMap((value) => wordsOf(String(value))),
  ]);
}
