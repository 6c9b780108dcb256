import type { ToolCall } from '../reply.ts';
import type { ChatTool } from '../request.ts';
import { CALL, ORDER } from './language.ts';

const MOST_TIMES = 64;
/** Braces without an end that are looked at in a text. */
const MOST_UNCLOSED = 100;
const NOUN =
  '(?:tools?|functions?|actions?|commands?|werkzeug|funktion|outil|fonction|herramienta|función|ferramenta|função|ツール|関数|工具|函数|инструмент|функци\\p{L})';
/** A name beside the word for a tool, or one that begins with a verb of doing; in code style, so that no common word is one. */
const NAMED = new RegExp(
  `${NOUN}\\s*(?:called |named |namens |nommée? |llamada |chamada )?["'\`“「]?([A-Za-z]\\w{1,63})|([A-Za-z]{1,40}_\\w{1,40})["'\`”」]?\\s+${NOUN}|(?<![\\w./])((?:delete|ban|kick|remove|set|update|create|send|post|grant|list|get|read|fetch|edit|write|drop|transfer|add|mute|make)_\\w{2,60})(?!\\s*[=:])`,
  'giu',
);
const AS_CODE =
  /\b([A-Za-z_][\w.]{1,63})\s*\(\s*(\{[\s\S]*?\}|(?:[\w]+\s*[=:]\s*(?:"[^"]*"|'[^']*'|[\w.-]+)\s*,?\s*)*)\s*\)/g;
const AS_XML =
  /<(?:function|tool|invoke|tool_call)[=\s](?:name=)?["']?([\w.-]+)["']?[^>]*>([\s\S]*?)<\/(?:function|tool|invoke|tool_call)>/gi;
/**
 * The calls that one reading of a text asks for: a tool by its name beside a verb of calling, `name({…})`, or
 * tags. A tool that does not exist is called all the same.
 */
export function toldCalls(text: string, tools: readonly ChatTool[]): ToolCall[] {
  const all = [...fromTags(text), ...fromCode(text, tools), ...fromWords(text, tools)];
  const calls = [...new Map(all.map((call) => [`${call.name} ${call.arguments}`, call])).values()];
  const times = Math.min(MOST_TIMES, Number(/\b(\d{1,4}) (?:times|mal|fois|veces|vezes)\b/i.exec(text)?.[1] ?? 1));
  return calls.flatMap((call) => Array.from({ length: Math.max(1, times) }, () => call));
}

function fromWords(text: string, tools: readonly ChatTool[]): ToolCall[] {
  const told = new RegExp(`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}_])(?:${CALL}|${ORDER})`, 'iu').test(text);
  const known = tools
    .map((one) => one.function.name)
    .filter((name) => new RegExp(`(?<!\\w)${escaped(name)}(?!\\w)`, 'i').test(text));
  const named = [...text.matchAll(NAMED)].map(([, after, before, verb]) => after ?? before ?? verb ?? '');
  const made = named.filter((name) => !known.includes(name) && /_|[a-z][A-Z]/.test(name) && !/_ids?$/.test(name));
  return unique([...known, ...made]).flatMap((name) => {
    const after = text.slice(text.toLowerCase().indexOf(name.toLowerCase()) + name.length);
    const given = objectsIn(after)[0] ?? pairsIn(after.split('\n', 1)[0] ?? '');
    return told || (given !== undefined && known.includes(name)) ? [{ name, arguments: given ?? '{}' }] : [];
  });
}

const unique = (names: readonly string[]) => [...new Set(names)];

/** `name=log value="off"` as JSON. */
function pairsIn(text: string): string | undefined {
  const given = [...text.matchAll(/(\w+)\s*[=:]\s*("[^"]*"|'[^']*'|[\w.-]+)/g)];
  if (given.length === 0) return undefined;
  return JSON.stringify(Object.fromEntries(given.map(([, key = '', value = '']) => [key, literal(value)])));
}

/** The calls that stand in a text as JSON with a name and arguments. */
export function callsInJson(text: string): ToolCall[] {
  return objectsIn(text).flatMap((one) => {
    const call = parsed(one);
    const inner =
      call?.function && typeof call.function === 'object' ? (call.function as Record<string, unknown>) : call;
    const name = inner?.name ?? inner?.tool ?? inner?.tool_name ?? inner?.function ?? inner?.action;
    const given =
      inner?.arguments ?? inner?.args ?? inner?.parameters ?? inner?.params ?? inner?.input ?? inner?.action_input;
    if (typeof name !== 'string' || given === undefined) return [];
    return [{ name, arguments: typeof given === 'string' ? given : JSON.stringify(given) }];
  });
}

function fromTags(text: string): ToolCall[] {
  return [...text.matchAll(AS_XML)].map(([, name = '', inside = '']) => {
    const given = [...inside.matchAll(/<parameter[=\s](?:name=)?["']?([\w.-]+)["']?[^>]*>([\s\S]*?)<\/parameter>/gi)];
    const values = Object.fromEntries(given.map(([, key = '', value = '']) => [key, literal(value)]));
    return { name, arguments: objectsIn(inside)[0] ?? JSON.stringify(values) };
  });
}

function fromCode(text: string, tools: readonly ChatTool[]): ToolCall[] {
  return [...text.matchAll(AS_CODE)].flatMap(([, name = '', inside = '']) => {
    const known = tools.some((one) => one.function.name === name);
    if (!known && !/_/.test(name)) return [];
    if (inside.startsWith('{')) return [{ name, arguments: objectsIn(inside)[0] ?? inside }];
    return [{ name, arguments: pairsIn(inside) ?? '{}' }];
  });
}

function literal(text: string): unknown {
  const bare = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  if (bare !== text.trim()) return bare;
  return /^-?\d{1,14}(\.\d+)?$/.test(bare) ? Number(bare) : bare === 'true' ? true : bare === 'false' ? false : bare;
}

/** The JSON objects of a text, each from its brace to the one that closes it; quotes of another kind are mended. */
export function objectsIn(text: string): string[] {
  const found: string[] = [];
  let unclosed = 0;
  for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', at + 1)) {
    const end = closing(text, at);
    if (end === -1) {
      unclosed += 1;
      if (unclosed > MOST_UNCLOSED) break;
      continue;
    }
    const piece = text.slice(at, end + 1);
    const mended = piece.replace(/[“”]/g, '"').replace(/(?<=[{,:[]\s*)'|'(?=\s*[},:\]])/g, '"');
    const json = [piece, mended].find((one) => parsed(one) !== undefined);
    if (json === undefined) continue;
    found.push(json);
    at = end;
  }
  return found;
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
