import { remembering } from '../remember.ts';
import type { Reply, ToolCall } from '../reply.ts';
import { type ChatMessage, type ChatRequest, type ChatTool, schemaOf, textOf } from '../request.ts';
import { chooseTools } from './choose-tools.ts';
import { fill, type Source } from './fill.ts';
import { tell } from './tell.ts';
import { wordsOf } from './words.ts';

const GIST = 280;
/** JSON on lines of its own. */
const JSON_BLOCK = /^[ \t]*(?:[{[].*[}\]]|\{[\s\S]*?^\s*\}|\[[\s\S]*?^\s*\])[ \t]*$/gm;

/** The answer of a model that means well and follows rules: it calls tools that fit, quotes what they gave, fills schemas. */
export function helpfulReply(request: ChatRequest, nowMs: number): Reply {
  const asked = request.messages.findLastIndex(({ role }) => role === 'user');
  const question = request.messages[asked] ? textOf(request.messages[asked]) : '';
  const since = request.messages.slice(asked + 1);
  const results = since.filter(({ role }) => role === 'tool');
  const calls = callsFor(request, question, results.length > 0, nowMs);
  if (calls.length > 0) return { text: '', toolCalls: calls };
  const schema = schemaOf(request);
  if (schema) return { text: JSON.stringify(fill(schema, sourceOf(question, results, nowMs))), toolCalls: [] };
  return { text: results.length > 0 ? answerFrom(since) : plainAnswer(question), toolCalls: [] };
}

function callsFor(
  { tools, tool_choice: wish }: ChatRequest,
  question: string,
  told: boolean,
  nowMs: number,
): ToolCall[] {
  if (!tools?.length || wish === 'none' || told) return [];
  if (typeof wish === 'object' && wish !== null)
    return tools.filter((one) => one.function.name === wish.function.name).map((one) => callOf(one, question, nowMs));
  const fitting = chooseTools(question, tools);
  const chosen = fitting.length === 0 && wish === 'required' ? tools.slice(0, 1) : fitting;
  return chosen.map((one) => callOf(one, question, nowMs));
}

/** A call of a tool with what a question says about its parameters. */
export function callOf({ function: { name, parameters } }: ChatTool, question: string, nowMs: number): ToolCall {
  const phrase = contentOf(question);
  const filled = fill({ type: 'object', ...parameters }, { text: question, data: [], phrase, nowMs });
  return { name, arguments: JSON.stringify(filled) };
}

/** The words of a question that say what it is about, as they stand in it. */
const contentOf = remembering((question) => {
  const words = question.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];
  const content = words.filter((word) => wordsOf(word).length > 0).join(' ');
  return content === '' ? question : content;
});

function sourceOf(question: string, results: readonly ChatMessage[], nowMs: number): Source {
  const texts = [...results.map(textOf).reverse(), question];
  const words = texts.filter((text) => parsed(text) === undefined).map((text) => text.replace(JSON_BLOCK, ''));
  return { text: words.join('\n'), data: texts.flatMap(jsonIn), phrase: gistOf(question), nowMs };
}

/** A text as JSON, or else the JSON objects and lists that stand in it on lines of their own. */
function jsonIn(text: string): unknown[] {
  const whole = parsed(text);
  if (whole !== undefined) return [whole];
  return (text.match(JSON_BLOCK) ?? []).map(parsed).filter((one) => one !== undefined);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What each tool gave; of what gave several pieces of JSON, the first. */
function answerFrom(since: readonly ChatMessage[]): string {
  const names = new Map(since.flatMap((one) => one.tool_calls ?? []).map((call) => [call.id, call.function.name]));
  const told = since
    .filter(({ role }) => role === 'tool')
    .map((one) => tell(names.get(one.tool_call_id ?? '') ?? 'the tool', jsonIn(textOf(one))[0] ?? textOf(one)));
  return `Here is what I found.\n\n${told.join('\n\n')}`;
}

function plainAnswer(question: string): string {
  if (/summar|shorten|in short/i.test(question)) return gistOf(question.replace(/^[^\n:]*[:\n]/, '').trim());
  return `You asked: ${gistOf(question)} I have nothing to look that up with.`;
}

/** The first sentences of a text. */
function gistOf(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const [first = ''] = /^.{1,280}?[.!?。](?=\s|$)/u.exec(flat) ?? [flat.slice(0, GIST)];
  return first;
}
