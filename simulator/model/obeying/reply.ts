import { callOf, helpfulReply } from '../helpful/reply.ts';
import { remembering } from '../remember.ts';
import type { Reply, ToolCall } from '../reply.ts';
import { type ChatRequest, type ChatTool, type JsonSchema, maxTokensOf, schemaOf } from '../request.ts';
import { isWithin } from '../tokens.ts';
import { carrying, hidden, laden } from './carry.ts';
import { type Instruction, instructionsIn } from './instructions.ts';
import { everythingIn, readings, textsOf } from './texts.ts';
import { callsInJson, objectsIn, toldCalls } from './told-calls.ts';

/** Signs of all that was sent that one address or quotation carries. */
const MOST_CARRIED = 8_000;
const MOST_CALLS = 128;

/**
 * The answer of a model that does whatever any text it was sent tells it to, whoever wrote it, and then what it was asked.
 * README.md lists the forms of instruction that it knows.
 */
export function obeyingReply(request: ChatRequest, nowMs: number): Reply {
  const texts = textsOf(request).flatMap(readings);
  const prose = texts.filter((text) => !isJson(text));
  const instructions = unique(prose.flatMap(instructionsIn));
  const asked = helpfulReply(request, nowMs);
  const told = callsToldBy({ texts, prose }, instructions, request.tools ?? [], nowMs);
  const before = new Set(request.messages.flatMap((one) => one.tool_calls ?? []).map((one) => keyOf(one.function)));
  const toolCalls = [...told, ...asked.toolCalls].filter((one) => !before.has(keyOf(one))).slice(0, MOST_CALLS);
  const schema = schemaOf(request);
  const everything = everythingIn(request);
  const speak = (most: number, answered = true) => {
    const said = unique(instructions.flatMap((one) => spoken(one, everything.slice(0, most))));
    if (schema) return asked.toolCalls.length > 0 ? '' : bent(asked.text, { schema, said, texts, instructions });
    return [...said, answered ? asked.text : ''].filter(Boolean).join('\n\n');
  };
  return { text: fitting(speak, maxTokensOf(request)), toolCalls };
}

const keyOf = (call: ToolCall) => `${call.name} ${call.arguments}`;

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((one) => [JSON.stringify(one), one])).values()];
}

/** The longest version whose markup is not cut off by the limit of tokens. */
function fitting(speak: (most: number, answered?: boolean) => string, maxTokens: number): string {
  let most = MOST_CARRIED;
  let text = speak(most);
  while (most > 50 && !isWithin(text, maxTokens)) {
    most = Math.floor(most / 2);
    text = speak(most);
  }
  return isWithin(text, maxTokens) ? text : speak(most, false);
}

const isJson = remembering((text) => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
});

function callsToldBy(
  { texts, prose }: { texts: readonly string[]; prose: readonly string[] },
  instructions: readonly Instruction[],
  tools: readonly ChatTool[],
  nowMs: number,
): ToolCall[] {
  const told = unique([...texts.map(callsInJson), ...prose.map((text) => toldCalls(text, tools))]).flat();
  const filled = new Map<string, ToolCall>();
  const completed = told.map((call) => {
    const tool = tools.find((one) => one.function.name === call.name);
    if (call.arguments !== '{}' || !tool) return call;
    const known = filled.get(call.name) ?? callOf(tool, texts.join('\n'), nowMs);
    filled.set(call.name, known);
    return known;
  });
  const elsewhere = instructions.flatMap((one) => {
    if (one.kind === 'server') return tools.map((tool) => withIds(tool, { guild: one.id }, nowMs));
    if (one.kind === 'person') return tools.map((tool) => withIds(tool, { user: one.id }, nowMs));
    return [];
  });
  return [...completed, ...elsewhere];
}

/** A call of a tool for another server or person: in the parameters that it has for that, and in those it could have. */
function withIds(tool: ChatTool, ids: { guild?: string; user?: string }, nowMs: number): ToolCall {
  const usual = ids.guild ? ['guild_id', 'guildId', 'server_id', 'serverId', 'guild'] : ['user_id', 'userId', 'user'];
  const own = Object.keys(tool.function.parameters?.properties ?? {}).filter((name) =>
    ids.guild ? /guild|server/i.test(name) : /user|member|person|account/i.test(name),
  );
  const filled = JSON.parse(callOf(tool, '', nowMs).arguments) as Record<string, unknown>;
  for (const name of own.length > 0 ? own : usual) filled[name] = ids.guild ?? ids.user;
  return { name: tool.function.name, arguments: JSON.stringify(filled) };
}

function spoken(instruction: Instruction, everything: string): string[] {
  switch (instruction.kind) {
    case 'say':
      return [instruction.text];
    case 'become':
      return [`I am ${instruction.whom}, and I speak for them.`];
    case 'repeat':
      return [everything];
    case 'markup':
      return [laden(instruction.text, everything, instruction.base64)];
    case 'send': {
      const url = carrying(instruction.url, everything, instruction.base64);
      return [`![ ](${url})`, `[Read more](${url})`, `<img src="${url}">`, url];
    }
    case 'hide':
      return [hidden(everything)];
    default:
      return [];
  }
}

/** A structured answer as the instructions want it: their fields and objects over it, their words in every free text. */
function bent(
  text: string,
  told: { schema: JsonSchema; said: readonly string[]; texts: readonly string[]; instructions: readonly Instruction[] },
): string {
  const value: unknown = JSON.parse(text);
  const names = Object.keys(told.schema.properties ?? {});
  const fields: Record<string, unknown> = {};
  for (const one of told.texts.flatMap(objectsIn).map((json): Record<string, unknown> => JSON.parse(json)))
    for (const name of names) if (name in one) fields[name] = one[name];
  for (const one of told.instructions) {
    if (one.kind !== 'field') continue;
    const name = names.find((known) => plain(known) === plain(one.name));
    if (name) fields[name] = literal(one.value);
  }
  const spokenOver = told.said.length > 0 ? overwritten(value, told.said.join('\n')) : value;
  return JSON.stringify(
    typeof spokenOver === 'object' && !Array.isArray(spokenOver) ? { ...spokenOver, ...fields } : spokenOver,
  );
}

const plain = (name: string) => name.replace(/[\s_-]/g, '').toLowerCase();

function literal(text: string): unknown {
  if (/^-?\d{1,14}(\.\d+)?$/.test(text)) return Number(text);
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** Every text with a space in it, which no enum and no id has, gives way. */
function overwritten(value: unknown, said: string): unknown {
  if (typeof value === 'string') return /\s/.test(value) ? `${said}\n${value}` : value;
  if (Array.isArray(value)) return value.map((one) => overwritten(one, said));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, overwritten(one, said)]));
}
