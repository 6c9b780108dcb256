import type { Span } from './redact-span.ts';

const DOT_WORDS = 'dot|punkt|point|punto|ponto';
const SIGNED_DOT = `(?:\\.| ?[([{<] ?(?:\\.|${DOT_WORDS}|ドット|点) ?[)\\]}>] ?)`;
const SPOKEN_DOT = `(?: (?:\\.|${DOT_WORDS}) |[_*~|/-](?:${DOT_WORDS})[_*~|/-]| ?ドット ?)`;
const DOT = `(?:${SIGNED_DOT}|${SPOKEN_DOT})`;
const FOREIGN = '(?![\\p{ASCII}\\uE000])[\\p{L}\\p{N}]';
const LABEL = new RegExp(
  `[a-z0-9-]{1,63}(?![a-z0-9-]|${FOREIGN})|(?:[a-z0-9-]|${FOREIGN}){1,63}(?=${DOT})|(?:${FOREIGN}){1,24}|[a-z0-9-]{1,63}`,
  'iuy',
);
const BETWEEN = new RegExp(DOT, 'iuy');
const SIGNED = new RegExp(SIGNED_DOT, 'iuy');
const TOP_LABEL = /^(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59}|\P{ASCII}{1,24})$/iu;
const MOST_LABELS = 9;
const LITERAL = /\[(?:IPv6:)?[0-9a-f:.]{3,45}\]|\d{1,3}(?:\.\d{1,3}){3}/iy;

const AT =
  /%40|&#(?:64|x40);|&commat;| ?@ ?| ?[([{<] ?(?:@|at|a|arroba|arobase|chiocciola|klammeraffe|アット(?:マーク)?|あっと) ?[)\]}>] ?| (?:at|arroba|arobase|klammeraffe) | ?(?:アットマーク|アット|あっと) ?|(?<=[a-z0-9])[-_*~|/](?:at|arroba|arobase)[-_*~|/](?=[a-z0-9])/gi;

/** Those that need no more than a dot to be plain; for the English word `at`, something has to be written out, or known. */
const PLAIN = /[@&%([{<アあ]|arr?oba|klammer/i;
const PROVIDERS =
  /^(?:gmail|googlemail|outlook|hotmail|yahoo|gmx|web|icloud|proton|protonmail|posteo|live|aol|t-online|orange|free|laposte|uol|bol|terra|yandex|ezweb|docomo|softbank)\./i;

/** Where the sign stands apart, or it and the dot are spoken, the end has to be one that is about: `at most point out` is no address. */
const COMMON_END =
  /(?:^|[ .)\]}>])(?:com|net|org|info|biz|io|gg|me|dev|app|co|tv|xyz|online|site|club|eu|de|at|ch|li|fr|be|lu|nl|es|mx|ar|cl|pt|br|jp|us|uk|ca|au|it|pl|se|no|dk|fi|ru|in|edu|gov|tld|example|test|invalid|localhost)$/i;

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const LOCAL = /[\p{L}\p{N}._+'-]/u;
const LOCAL_WORDS = new RegExp(`[a-z0-9_+'-]{1,40}(?:${DOT}[a-z0-9_+'-]{1,40}){0,4}$`, 'iu');
const LONGEST_LOCAL = 64;

/** Pictures of double size are called `icon@2x.png`. */
const NO_DOMAIN = /^\dx\.[a-z]+$/i;

export function findMails(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: sign, index } of text.matchAll(AT)) {
    const bare = /^(?:@|[%&].+)$/.test(sign);
    const local = bare ? localBefore(text, index) : wordsBefore(text, index);
    const after = index + sign.length;
    const domain = local === '' ? '' : domainAfter(text, after);
    if (domain === '' || NO_DOMAIN.test(domain) || !isPlain(sign, local, domain)) continue;
    const start = index - local.length;
    if (start < (spans.at(-1)?.end ?? 0)) continue;
    const value = `${undotted(local)}@${undotted(domain)}`.toLowerCase();
    spans.push({ kind: 'mail', start, end: after + domain.length, value });
  }
  return spans;
}

function isPlain(sign: string, local: string, domain: string): boolean {
  if (/^(?: @ ?|@ )$/.test(sign)) return COMMON_END.test(domain);
  if (PLAIN.test(sign) || /^[-_*~|/]/.test(sign)) return true;
  if (domain.includes(' ')) return COMMON_END.test(domain) || !/ (?:dot|punkt|point|punto|ponto) /i.test(domain);
  return /[([{<]/.test(domain) || PROVIDERS.test(domain) || /[._\d]/.test(local);
}

/** Backwards from the sign. Letters of languages that write without spaces are no part of an address in other letters. */
function localBefore(text: string, sign: number): string {
  if (text[sign - 1] === '"') {
    const open = text.lastIndexOf('"', sign - 2);
    if (open >= Math.max(0, sign - LONGEST_LOCAL) && sign - open > 2) return text.slice(open, sign);
  }
  let start = sign;
  const inCjk = CJK.test(text[sign - 1] ?? '');
  while (start > 0 && sign - start < LONGEST_LOCAL) {
    const char = text[start - 1] ?? '';
    if (!LOCAL.test(char) || (!inCjk && CJK.test(char))) break;
    start--;
  }
  return text.slice(start, sign).replace(/^['._-]+(?=.)/, '');
}

function wordsBefore(text: string, sign: number): string {
  return LOCAL_WORDS.exec(text.slice(Math.max(0, sign - 80), sign))?.[0] ?? '';
}

/** From the sign to the last label that can end a domain. A dot that is spoken goes on only where none was written yet. */
function domainAfter(text: string, from: number): string {
  const literal = matchAt(LITERAL, text, from);
  if (literal !== '') return literal;
  let at = from;
  let end = from;
  let written = false;
  for (let labels = 0; labels < MOST_LABELS; labels++) {
    const dot: string = labels === 0 ? '' : matchAt(written ? SIGNED : BETWEEN, text, at);
    const label = labels > 0 && dot === '' ? '' : matchAt(LABEL, text, at + dot.length);
    if (label === '') break;
    written ||= dot === '.';
    at += dot.length + label.length;
    if (labels > 0 && TOP_LABEL.test(label)) end = at;
  }
  return text.slice(from, end);
}

function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}

function undotted(part: string): string {
  return part
    .replace(
      new RegExp(`[([{<] ?(?:\\.|${DOT_WORDS}|ドット|点) ?[)\\]}>]|[ _*~|/-](?:${DOT_WORDS})[ _*~|/-]|ドット`, 'giu'),
      '.',
    )
    .replace(/ /g, '');
}
