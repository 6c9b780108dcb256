const FILLERS = new Set(
  'a about all also am an and any are as at be been but by can could did do does for from get give had has have here how i if in into is it its let list look many me more most much my now of on or our please show so some tell than that the their them then there these they this to up us use used using was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);

/** Inside a name in camelCase. */
const BETWEEN_WORDS = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;

/** The words of a text, lower case, names in camelCase or snake_case taken apart, endings cut, fillers left out. */
export function wordsOf(text: string): string[] {
  const parts = text
    .normalize('NFKC')
    .replace(BETWEEN_WORDS, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (parts ?? []).filter((word) => !FILLERS.has(word)).map(stem);
}

/** Enough for a question and a name to meet: messages and message, joining and joined. */
function stem(word: string): string {
  if (word.length < 5) return word.length === 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
  return word.replace(/(ies|ied)$/, 'y').replace(/(ing|ed|es|s|e)$/, '');
}

/** A name as a person would say it. */
export function spoken(name: string): string {
  return name.replace(BETWEEN_WORDS, ' ').replace(/[_-]+/g, ' ').toLowerCase();
}
