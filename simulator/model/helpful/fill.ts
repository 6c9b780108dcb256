import type { JsonSchema } from '../request.ts';
import { fits, flattened, nullable, typesOf } from './fits.ts';
import { numberFrom, textFrom } from './leaves.ts';
import { wordsOf } from './words.ts';

/** What an object may be filled from. */
export interface Source {
  /** What was said. */
  text: string;
  /** What of it was JSON. */
  data: readonly unknown[];
  /** What free text is filled with. */
  phrase: string;
  nowMs: number;
}

const DEEPEST = 12;
const MOST_ITEMS = 5;

/**
 * A value that fits a JSON Schema: from the data where a key has the property's name, else from what the text says, else
 * the least that fits. What is neither found nor required is left out. A `pattern` is met only by what was found.
 */
export function fill(schema: JsonSchema, source: Source): unknown {
  return value({ name: '', needed: true, root: schema, depth: 0 }, schema, source);
}

interface Place {
  name: string;
  needed: boolean;
  root: JsonSchema;
  depth: number;
}

function value(place: Place, given: JsonSchema, source: Source): unknown {
  const schema = flattened(given, place.root);
  const { name, needed } = place;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return enumValue(schema.enum, place, source);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choice(choices, place, source);
  const found = name === '' ? undefined : inData(source.data, name, schema);
  const [type] = typesOf(schema).filter((one) => one !== 'null');
  if (type === 'object' || schema.properties) return objectValue(place, schema, narrowed(source, found));
  if (type === 'array') return arrayValue(place, schema, source, found);
  if (found !== undefined) return found;
  const leaf = { name, schema, source, needed };
  const said = type === 'boolean' ? booleanFrom(leaf) : type === 'string' ? textFrom(leaf) : numberFrom(leaf, type);
  if (said !== undefined) return said;
  if (!needed) return undefined;
  if (nullable(schema)) return null;
  return schema.default ?? (type === 'boolean' ? false : type === 'string' ? '' : null);
}

function enumValue(values: readonly unknown[], { name, needed }: Place, { text, data }: Source): unknown {
  const known = inData(data, name, { enum: [...values] });
  if (known !== undefined) return known;
  const words = wordsOf(text);
  const said = values.find((one) => typeof one === 'string' && wordsOf(one).some((word) => words.includes(word)));
  return said ?? (needed ? values[0] : undefined);
}

function choice(choices: readonly JsonSchema[], place: Place, source: Source): unknown {
  const options = choices.map((one) => flattened(one, place.root));
  const real = options.filter((one) => !(typesOf(one).length === 1 && typesOf(one)[0] === 'null'));
  for (const option of real) {
    const filled = value({ ...place, needed: false, depth: place.depth + 1 }, option, source);
    if (filled !== undefined) return filled;
  }
  if (!place.needed) return undefined;
  if (real.length < options.length || !real[0]) return null;
  return value({ ...place, depth: place.depth + 1 }, real[0], source);
}

function objectValue(place: Place, schema: JsonSchema, source: Source): unknown {
  if (place.depth > DEEPEST) return {};
  const filled: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const needed = schema.required?.includes(name) ?? false;
    const one = value({ name, needed, root: place.root, depth: place.depth + 1 }, child, source);
    if (one !== undefined) filled[name] = one;
  }
  return place.needed || Object.keys(filled).length > 0 ? filled : undefined;
}

function arrayValue(place: Place, schema: JsonSchema, source: Source, found: unknown): unknown {
  const items = flattened(schema.items ?? {}, place.root);
  const most = Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS);
  const least = schema.minItems ?? 0;
  const inside = { ...place, name: place.name, needed: true, depth: place.depth + 1 };
  if (Array.isArray(found) && !items.properties) return found.slice(0, schema.maxItems);
  if (items.enum) {
    const words = wordsOf(source.text);
    const said = items.enum.filter((one) => wordsOf(String(one)).some((word) => words.includes(word)));
    const chosen = said.length >= least ? said.slice(0, most) : items.enum.slice(0, least);
    return place.needed || chosen.length > 0 ? chosen : undefined;
  }
  if (place.depth > DEEPEST) return [];
  const rows = items.properties ? (Array.isArray(found) ? found : rowsFor(items, source.data)) : [];
  const filled = rows.slice(0, most).map((row) => value({ ...inside, name: '' }, items, narrowed(source, row)));
  while (filled.length < (place.needed ? Math.max(least, items.properties ? 0 : 1) : least) && filled.length < most)
    filled.push(value(inside, items, source));
  return place.needed || filled.length > 0 ? filled : undefined;
}

/** The list of objects in the data that shares most names with what is wanted, or else the longest. */
function rowsFor(items: JsonSchema, data: readonly unknown[]): unknown[] {
  const names = Object.keys(items.properties ?? {});
  const scoreOf = (list: readonly unknown[]) =>
    names.filter((name) => typeof list[0] === 'object' && list[0] !== null && name in list[0]).length * 1_000 +
    Math.min(list.length, 999);
  const lists = listsIn(data).filter((list) => list.length > 0);
  return lists.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0] ?? [];
}

function listsIn(data: unknown): unknown[][] {
  if (typeof data !== 'object' || data === null) return [];
  const inner = Object.values(data).flatMap(listsIn);
  return Array.isArray(data) && data.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
    ? [data, ...inner]
    : inner;
}

/** The same source where one object of its data is meant: that is looked at first and free text tells it. */
function narrowed(source: Source, found: unknown): Source {
  if (typeof found !== 'object' || found === null) return source;
  const told = Object.entries(found)
    .filter(([, one]) => typeof one === 'string' || typeof one === 'number')
    .map(([name, one]) => `${name} ${one}`);
  if (told.length === 0) return { ...source, data: [found, ...source.data] };
  return { ...source, text: told.join(', '), data: [found, ...source.data], phrase: told.join(', ') };
}

/** The first value under a key of this name that fits, nearest to the top of each piece of data. */
function inData(data: readonly unknown[], name: string, schema: JsonSchema): unknown {
  for (const root of data) {
    let level: unknown[] = [root];
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
      const objects = level.filter((one): one is object => typeof one === 'object' && one !== null);
      for (const one of objects) {
        const entry = Array.isArray(one) ? undefined : Object.entries(one).find(([key]) => key === name);
        if (entry && fits(schema, entry[1])) return entry[1];
      }
      level = objects.flatMap((one) => Object.values(one));
    }
  }
  return undefined;
}

function booleanFrom({ name, needed, source }: { name: string; needed: boolean; source: Source }): boolean | undefined {
  const words = wordsOf(source.text);
  const said = wordsOf(name).length > 0 && wordsOf(name).every((word) => words.includes(word));
  return said ? true : needed ? false : undefined;
}
