import type { JsonSchema } from '../request.ts';
import type { Source } from './fill.ts';
import { fits, typesOf, withinBounds } from './fits.ts';
import { numberInTable } from './tables.ts';
import { daysAskedFor, instantAskedFor } from './times.ts';

interface Leaf {
  name: string;
  schema: JsonSchema;
  source: Source;
  needed: boolean;
}

/** A number that the text says: what it asks of a table in it, a span in the property's unit, or the number beside it. */
export function numberFrom({ name, schema, source, needed }: Leaf, type: string | undefined): number | undefined {
  if (type !== 'number' && type !== 'integer') return undefined;
  const told = numberInTable(source.text);
  if (told !== undefined) return bounded(schema, type, told);
  const about = `${name} ${schema.description ?? ''}`;
  const days = daysAskedFor(source.text);
  const unit = [/hour/i, /day|period|span/i, /week/i, /month/i].findIndex((one) => one.test(about));
  const perUnit = [1 / 24, 1, 7, 30][unit];
  const plain = /(?<![\d.#-])\d{1,9}(?:\.\d+)?(?![\d-])/.exec(source.text)?.[0];
  const said =
    perUnit !== undefined
      ? days && Math.max(1, Math.round(days / perUnit))
      : plain === undefined
        ? null
        : Number(plain);
  if (said !== null) return bounded(schema, type, said);
  if (!needed || typesOf(schema).includes('null')) return undefined;
  return typeof schema.default === 'number' ? schema.default : bounded(schema, type, perUnit === 1 ? 7 : 0);
}

function bounded(schema: JsonSchema, type: string, wanted: number): number {
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) + 1;
  const most = schema.maximum ?? (schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY) - 1;
  const whole = type === 'integer' ? Math.round(wanted) : wanted;
  return withinBounds(schema, whole) ? whole : Math.min(Math.max(whole, least), most);
}

const made: Readonly<Record<string, string>> = {
  email: 'somebody@example.org',
  uri: 'https://example.org/',
  url: 'https://example.org/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** A text that fits: a date, an id, a channel, what stands in quotes, or the source's phrase. */
export function textFrom({ name, schema, source, needed }: Leaf): string | undefined {
  const about = `${name} ${schema.description ?? ''}`;
  const { text } = source;
  if (schema.format === 'date' || schema.format === 'date-time' || /\bISO\b|\bdate\b/i.test(about)) {
    const end = /(^|_)(to|until|end|before)|[a-z](To|Until|End)$/.test(name) ? 'to' : 'from';
    const at = instantAskedFor(text, end, source.nowMs) ?? (needed ? source.nowMs : null);
    if (at === null) return undefined;
    const iso = new Date(at).toISOString();
    return schema.format === 'date-time' ? iso : iso.slice(0, 10);
  }
  const fixed = made[schema.format ?? ''];
  if (fixed !== undefined) return needed ? fixed : undefined;
  const candidates = mentionedAs(name, about, text);
  const said = candidates.find((one) => fits(schema, one));
  if (said !== undefined) return said;
  if (schema.pattern !== undefined) return inside(schema, text);
  if (/id$/i.test(name) || (!needed && !/query|search|question|text|topic|words?$/i.test(name))) return undefined;
  const phrase = source.phrase.slice(0, schema.maxLength);
  return fits(schema, phrase) ? phrase : phrase.padEnd(schema.minLength ?? 0, '.').slice(0, schema.maxLength);
}

/** What a text names in the way that a property of this name is named. */
function mentionedAs(name: string, about: string, text: string): string[] {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);
  if (/id$/i.test(name)) return all(/\b\d{15,20}\b/g);
  const quoted = all(/["“„«]([^"”“»]{1,200})["”“»]/g);
  const channels = /channel/i.test(about) ? all(/#([\p{L}\p{N}_-]+)/gu) : [];
  const roles = /role/i.test(about) ? all(/@([\p{L}\p{N}_-]+)/gu) : [];
  return [...channels, ...roles, ...quoted];
}

/** The first part of a text that a pattern describes as a whole. */
function inside({ pattern = '' }: JsonSchema, text: string): string | undefined {
  const whole = new RegExp(pattern, 'u');
  return text.split(/[\s,;()"']+/).find((word) => word !== '' && whole.test(word));
}
