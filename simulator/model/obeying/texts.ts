import { remembering } from '../remember.ts';
import type { ChatRequest } from '../request.ts';

const SHORTEST_CODE = 16;
/** Words by which a decoded text is known to be one. */
const ENGLISH =
  /\b(?:the|and|you|your|with|ignore|all|say|call|tool|run|show|send|repeat|forget|print|everything|instructions)\b/i;

/** Every text that a request holds, wherever: messages, names, calls, tool and schema descriptions, JSON inside of them. */
export function textsOf(request: ChatRequest): string[] {
  const { messages, tools, response_format: format } = request;
  const all = [...messages.flatMap((one) => stringsIn(one)), ...stringsIn(tools), ...stringsIn(format)];
  return [...new Set(all)];
}

/** What the messages say, in their order: what an attack wants to carry away. */
export function everythingIn({ messages }: ChatRequest): string {
  return [...new Set(messages.flatMap(({ content, tool_calls: calls }) => stringsIn([content, calls])))].join('\n');
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const inner = value.trimStart();
    if (!inner.startsWith('{') && !inner.startsWith('[')) return [value];
    try {
      const json: unknown = JSON.parse(value);
      return typeof json === 'object' ? [value, ...stringsIn(json)] : [value];
    } catch {
      return [value];
    }
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'type' || key === 'role' ? [] : stringsIn(one)));
}

/** A text as a reader sees it who is easily led: hidden characters made plain, look-alikes made one, then every decoding. */
export const readings = remembering((text): readonly string[] => {
  const plain = madePlain(text);
  const turned = [rot13(plain), [...plain].reverse().join('')].filter((one) => ENGLISH.test(one));
  const decoded = [...coded(plain), ...turned, spacedOut(plain), unleeted(plain)];
  return [...new Set([plain, ...decoded])].filter((one) => one !== '');
});

const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [...'аеорсухіјѕһԁɡαορν'].map((sign, i) => [sign, 'aeopcyxijshdgaopv'[i] ?? sign]),
);
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

function madePlain(text: string): string {
  const cyrillic = /[\u0400-\u04ff]{4,}/.test(text);
  const shown = [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (code >= 0xe0020 && code <= 0xe007e) return String.fromCodePoint(code - 0xe0000);
      return cyrillic ? sign : (LOOK_ALIKES[sign] ?? sign);
    })
    .join('');
  return shown
    .replace(/&(lt|gt|amp|quot|apos|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_, hex: string, code: string) =>
      character(Number.parseInt(code, hex ? 16 : 10)),
    )
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .normalize('NFKC')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '');
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Pieces of a text that are another text in base64, hexadecimal, binary or percent encoding. */
function coded(text: string): string[] {
  const base64 = (text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []).map((one) => Buffer.from(one, 'base64'));
  const hex = (text.match(/(?:[0-9a-f]{2}[\s:]?){16,}/gi) ?? []).map((one) =>
    Buffer.from(one.replace(/[\s:]/g, ''), 'hex'),
  );
  const binary = (text.match(/(?:[01]{8}\s?){8,}/g) ?? []).map((one) =>
    Buffer.from((one.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))),
  );
  const buffers = [...base64, ...hex, ...binary].map((one) => one.toString('utf8'));
  const percent = /(?:%[0-9a-f]{2}.*){3}/i.test(text) ? [percentDecoded(text)] : [];
  return [
    ...buffers.filter((one) => one.length >= SHORTEST_CODE / 2 && /^[\p{L}\p{N}\p{P}\p{S}\s]+$/u.test(one)),
    ...percent,
  ];
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return '';
  }
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (sign) => {
    const base = sign <= 'Z' ? 65 : 97;
    return String.fromCharCode(((sign.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** "i g n o r e  a l l" as "ignore all". */
function spacedOut(text: string): string {
  if (!/(?:\b[\p{L}][ .\-_*]){5,}/u.test(text)) return '';
  return text.replace(/(\p{L})[ .\-_*](?=\p{L}(?:[ .\-_*]|$))/gu, '$1').replace(/\s{2,}/g, ' ');
}

const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

/** "1gn0re pr3vious" as "ignore previous", where the text is written so. */
function unleeted(text: string): string {
  if (!/\b(?:[1i]gn0r|ign[0o]r3|d[1i]sr3g|f[0o]rg3t|s4y|5ay|pr3v|[1i]nstruct[1i]0n|syst3m|pr0mpt)/i.test(text))
    return '';
  return text.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign);
}
