const accents: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  q: 'ɋ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  Q: 'Ɋ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
};

/** Placeholders `{{x}}`, nested `$t(x)` and tags such as `<0>` stay as they are. */
const kept = /(\{\{.*?\}\}|\$t\(.*?\)|<\/?\w+\s*\/?>)/;

/** Accented and about 40 % longer: "Sign in" becomes "[Šîĝñ îñ ~~~]". */
export function pseudoText(text: string): string {
  const parts = text.split(kept);
  const said = parts.map((part, at) =>
    at % 2 === 1 ? part : part.replace(/[a-z]/gi, (letter) => accents[letter] ?? letter),
  );
  const letters = parts.filter((_, at) => at % 2 === 0).join('').length;
  return `[${said.join('')} ${'~'.repeat(Math.max(1, Math.round(letters * 0.4) - 3))}]`;
}

/**
 * Each word between marks that make its letters run from right to left, as those of Arabic do. Source: UAX #9, 2.2, RLO
 * and PDF.
 */
export function mirroredText(text: string): string {
  return text
    .split(kept)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/\S+/g, (word) => `\u202e${word}\u202c`)))
    .join('');
}

/** The same tree of words with each text in pseudo-locale. */
export function pseudoWords<T>(words: T): T {
  return each(words, pseudoText);
}

/** The same tree of words with each text mirrored. */
export function mirrored<T>(words: T): T {
  return each(words, mirroredText);
}

function each<T>(words: T, change: (text: string) => string): T {
  if (typeof words === 'string') return change(words) as T & string;
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, each(value, change)])) as T;
}
