import { z } from 'zod';
import { redact } from '#core/ai/rules/redact.ts';
import type { AiField, ModelPart, ModelTool, ToolCall } from '#core/ai/schema.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import type { Fact, ProposalContent, Source } from '../../schema.ts';
import type { Tools } from './make-tools.server.ts';
import type { ReadTool, Unread } from './tool.ts';

/** As much of a read as is sent: the rest of the facts is for the person to look at. */
const MOST_FACTS = 80;

/** What came of a call that a model made, and what it is told of it. */
export type Used =
  | { kind: 'read'; source: Source; told: ModelPart[] }
  | { kind: 'proposed'; content: ProposalContent; told: ModelPart[] }
  | { kind: 'nothing'; told: ModelPart[] };

/** As a model is shown them. */
export function toolsForModel({ reads, proposes }: Tools): ModelTool[] {
  return [...reads, ...proposes].map(({ name, description, input }) => ({ name, description, input }));
}

/**
 * Does what a model asks for, if it is one of the tools and what it asks with is of its shape. What a model wrote is named
 * nowhere in what it is told but as data.
 * @param number that the source gets, should there be one
 */
export async function runTool({ reads, proposes }: Tools, call: ToolCall, number: number): Promise<Used> {
  const read = reads.find(({ name }) => name === call.name);
  const propose = proposes.find(({ name }) => name === call.name);
  const tool = read ?? propose;
  if (!tool) return nothing('There is no such tool.');
  const input = parse(tool.input, call.input);
  if ('error' in input) return nothing(`This is not what the tool takes: ${input.error}`);
  if (propose) {
    const proposed = await propose.propose(input.value);
    if ('error' in proposed) return nothing(proposed.error);
    return {
      kind: 'proposed',
      content: proposed,
      told: [words('Shown to the person, who decides. Nothing was done.')],
    };
  }
  if (!read) return nothing('There is no such tool.');
  const source = await readSource(read, input.value, number);
  if ('error' in source) return nothing(source.error);
  return { kind: 'read', source, told: tell(source, read.fields) };
}

/** Reads, and makes a source of it: with dates for days, and masked, because it is kept with the answer. */
export async function readSource(tool: ReadTool, input: unknown, number: number): Promise<Source | Unread> {
  const reading = await tool.read(input);
  if ('error' in reading) return reading;
  const { path, range, facts } = reading;
  const masked = (text: string) => redact(text).text;
  return {
    ...{ number, tool: tool.name, path },
    range: range && { from: dateOfDay(range.fromDay), to: dateOfDay(range.toDay) },
    facts: facts.map((one) => ({
      ...one,
      of: one.of === null ? null : masked(one.of),
      value: typeof one.value === 'string' ? masked(one.value) : one.value,
    })),
  };
}

const words = (text: string): ModelPart => ({ field: null, text });
const nothing = (text: string): Used => ({ kind: 'nothing', told: [words(text)] });

function parse(schema: z.ZodType, text: string): { value: unknown } | { error: string } {
  let value: unknown;
  try {
    value = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return { error: 'no JSON' };
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { value: parsed.data } : { error: z.prettifyError(parsed.error).slice(0, 500) };
}

/** A source as JSON. Where it holds names beside numbers, the names stand by themselves as what they are, too. */
function tell({ number, range, facts }: Source, [field, ...others]: readonly [AiField, ...AiField[]]): ModelPart[] {
  const shown = facts.slice(0, MOST_FACTS);
  const json = JSON.stringify({
    source: number,
    ...(range ?? {}),
    facts: shown.map(toldFact),
    ...(shown.length < facts.length ? { more: facts.length - shown.length } : {}),
  });
  const names = [...new Set(shown.flatMap(({ of }) => of ?? []))];
  return [{ field, text: json }, ...others.map((other) => ({ field: other, text: JSON.stringify({ names }) }))];
}

function toldFact({ name, of, value, missing }: Fact): object {
  return {
    fact: name,
    ...(of === null ? {} : { of }),
    ...(missing === null ? { value } : { value: null, why: missing }),
  };
}
