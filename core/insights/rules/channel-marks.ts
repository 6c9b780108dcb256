import type { Fact } from '../schema.ts';

/** Channels as a model and a stored sentence know them: {c1} for the first that the facts of a report speak of, and so on. */
export function channelMarks(facts: readonly Fact[]): Map<string, string> {
  const ids = new Set(facts.flatMap(({ channelId }) => channelId ?? []));
  return new Map([...ids].map((id, index) => [id, `{c${index + 1}}`]));
}
