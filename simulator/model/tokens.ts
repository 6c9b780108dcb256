const TOKEN = /\s*[\p{L}\p{N}\p{M}]{1,6}|\s*\S|\s+/gu;

/** A text as its tokens, which joined are the text: up to six letters or digits, or one other sign, with the space before. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** Whether a text is no more than so many tokens; of a long one no more than those are looked for. */
export function isWithin(text: string, tokens: number): boolean {
  if (text.length <= tokens) return true;
  let left = tokens;
  for (const _ of text.matchAll(TOKEN)) if (--left < 0) return false;
  return true;
}
