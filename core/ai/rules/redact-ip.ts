import type { Span } from './redact-span.ts';

const WORDS = 'dot|punkt|point|punto|ponto|ドット';
const DOT = `(?:\\. ?| ?[([{] ?(?:\\.|${WORDS}) ?[)\\]}] ?| (?:\\.|${WORDS}) )`;
const PART = '(?:0x[0-9a-f]{1,2}|[0-9]{1,4})';
const FOUR = new RegExp(`(?:(?<![a-z0-9]|\\d\\.)|(?<=ip))${PART}(?:${DOT}${PART}){3}(?![a-z0-9]|\\.\\d)`, 'gi');
/** All 32 bits in one number are an address only where a host is named. */
const ONE_NUMBER = /(?<=:\/\/(?:[^\s/@]{0,40}@)?)(?:0x[0-9a-f]{8}|[1-9][0-9]{7,9})(?=[:/?#\s]|$)/gi;
/** Four numbers after these are a version; so they are after the name of a program and a stroke. */
const VERSION =
  /(?:(?<![a-z])v(?:er(?:s(?:ion(?:en|s|es)?|ao|oes|iones)?)?)?|update|patch|mise a jour|actualizacion|atualizacao|アップデート|release|build|firmware|driver|treiber|sdk|バージョン|版)[.:=#]?[ *`"']{0,3}$|(?:^|[\s("'`])(?!ip)[a-z][a-z+-]{2,20}\/$/i;
const LOOK_BACK = 24;

/** IPv4 and IPv6 as they are written: with brackets around dots, octal, hexadecimal, mapped, with a zone. */
export function findIps(text: string): Span[] {
  return [...findSix(text), ...findFour(text)];
}

function findFour(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: match, index } of text.matchAll(FOUR)) {
    const parts = match.toLowerCase().match(/0x[0-9a-f]{1,2}|\d{1,4}/g) ?? [];
    const values = parts.map((part) => (/^0\d{2,}$/.test(part) ? Number.parseInt(part, 8) : Number(part)));
    const fits = values.length === 4 && values.every((value) => value <= 255);
    if (!fits || VERSION.test(text.slice(Math.max(0, index - LOOK_BACK), index))) continue;
    spans.push({ kind: 'ip', start: index, end: index + match.length, value: values.join('.') });
  }
  for (const { 0: match, index } of text.matchAll(ONE_NUMBER))
    if (Number(match) < 2 ** 32)
      spans.push({ kind: 'ip', start: index, end: index + match.length, value: match.toLowerCase() });
  return spans;
}

function findSix(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: run, index } of text.matchAll(/[0-9a-f:.]{3,}/gi)) {
    if (run.length > 64 || !/:.*:/.test(run)) continue;
    const glued = /[a-z0-9]/i.test(text[index - 1] ?? '');
    const inner = run.replace(/\.+$/, '').replace(/(?<!:):$/, '');
    // `:100::200:` are two emojis.
    if (/^:\w{1,4}::\w{1,4}:$/.test(run)) continue;
    // A word before it, and its colon, belong to it by their letters: `IPv6:2001:db8::1`.
    for (const from of glued ? [inner.indexOf(':') + 1] : [0, inner.indexOf(':') + 1]) {
      const address = inner.slice(from).replace(/^:(?!:)/, '');
      const start = index + inner.length - address.length;
      const zone =
        /^%[a-z0-9.-]{1,16}/i.exec(text.slice(start + address.length, start + address.length + 17))?.[0] ?? '';
      const end = start + address.length + zone.length;
      if (!isSix(address) || /[a-z0-9]/i.test(text[end] ?? '')) continue;
      spans.push({ kind: 'ip', start, end, value: address.toLowerCase() });
      break;
    }
  }
  return spans;
}

/** Source: RFC 4291, section 2.2. Without a digit it needs four groups: `abc::def` is a name in many languages. */
function isSix(address: string): boolean {
  const four = /(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/;
  const hex = address.replace(four, '0:0');
  const halves = hex.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || groups.length === 0 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)))
    return false;
  return halves.length === 2 ? groups.length < 8 && (/\d/.test(hex) || groups.length > 3) : groups.length === 8;
}
