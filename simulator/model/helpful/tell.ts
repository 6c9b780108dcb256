import { spoken } from './words.ts';

const MOST_LINES = 60;
const CAMEL = /^\p{Ll}+(?:\p{Lu}\p{Ll}*)+$/u;

/** What a tool gave, in words that quote its values as they are; a list is one, and a numbered source is cited. */
export function tell(tool: string, result: unknown): string {
  if (typeof result !== 'object' || result === null) return `${spoken(tool)} says: ${String(result)}`;
  const cited = 'source' in result && typeof result.source === 'number' ? ` [${result.source}]` : '';
  const plain = Object.entries(result).filter(([key, one]) => key !== 'source' && !isList(one));
  const said = plain.flatMap(([key, one]) => values(key, one)).join('; ');
  const rows = Object.values(result).filter(isList).flat().map(row);
  const more = rows.length > MOST_LINES ? ['and more'] : [];
  const head = `${spoken(tool)}: ${said || (rows.length > 0 ? 'this' : 'nothing')}${cited}.`;
  return [head, ...[...rows.slice(0, MOST_LINES), ...more].map((line) => `- ${line}`)].join('\n');
}

function isList(value: unknown): value is object[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null);
}

/** Its words, then its numbers: "messages, general: 99". */
function row(one: object): string {
  const entries = Object.entries(one);
  const words = entries.flatMap(([, value]) => (typeof value === 'string' ? said(value) : []));
  const rest = entries.flatMap(([key, value]) => (typeof value === 'string' ? [] : values(key, value)));
  const numbers = entries.filter(([, value]) => typeof value === 'number');
  const told = numbers.length === 1 && rest.length === 1 ? [String(numbers[0]?.[1])] : rest;
  return [words.join(', '), told.join('; ')].filter((part) => part !== '').join(': ');
}

function said(value: string): string {
  return CAMEL.test(value) ? spoken(value) : value;
}

function values(name: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object'))
      return value.length > 0 ? [`${spoken(name)} ${value.join(', ')}`] : [];
    return value.flatMap((one) => [...values(name, one)]);
  }
  if (typeof value !== 'object') return [`${spoken(name)} ${String(value)}`.trim()];
  return Object.entries(value).flatMap(([key, one]) => values(key, one));
}
