const TOKEN = /\s*[\p{L}\p{N}\p{M}]{1,6}|\s*\S|\s+/gu;

/** A text as its tokens, which joined are the text: up to six letters or digits, or one other sign, with the space before. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}
