/**
 * An answer as a person reads it. Of one that was asked for as JSON these are the texts in it, a line each (every schema of
 * ours calls them `text`); any other stands as it is.
 */
export function wordsOfAnswer(answer: string): string {
  const texts = textsIn(parsed(answer));
  return texts.length > 0 ? texts.join('\n') : answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'text' && typeof one === 'string' ? [one] : textsIn(one),
  );
}
