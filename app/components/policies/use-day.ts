import { useFormat } from '../ui/words.ts';

/** Writes a calendar day of a version, as in 2026-11-22, in words. */
export function useDay(): (day: string) => string {
  const format = useFormat();
  return (day) => format.date(Date.parse(`${day}T00:00:00Z`), 'UTC');
}
