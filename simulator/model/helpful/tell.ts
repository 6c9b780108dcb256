import { spoken } from './words.ts';

const MOST_VALUES = 60;

/** What a tool gave, in words that quote its values as they are. */
export function tell(tool: string, result: unknown): string {
  if (typeof result !== 'object' || result === null) return `${spoken(tool)} says: ${String(result)}`;
  const lines = values('', result).slice(0, MOST_VALUES);
  return `${spoken(tool)}: ${lines.length > 0 ? lines.join('; ') : 'nothing'}.`;
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
