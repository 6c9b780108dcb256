import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { namespaces } from '#app/components/ui/words.ts';
import { isLocale, type Locale } from '#core/i18n/rules.ts';
import { spoken } from '#core/i18n/words.ts';

export const WORDS_BASE = '/assets/words';

/** The words of pages in one language, as a browser gets them: made once. */
interface WordsFile {
  /** By its content: it never changes under this address. */
  address: string;
  plain: Buffer<ArrayBuffer>;
  br: Buffer<ArrayBuffer>;
  gzip: Buffer<ArrayBuffer>;
}

const made = new Map<Locale, WordsFile>();

export function wordsFile(locale: Locale): WordsFile {
  const known = made.get(locale);
  if (known) return known;
  const { words } = spoken(locale);
  const own = Object.fromEntries(namespaces.map((namespace) => [namespace, words[namespace]]));
  const plain = Buffer.from(JSON.stringify({ locale, words: own }));
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  const file = {
    address: `${WORDS_BASE}/${locale}.${hash}.json`,
    plain,
    br: brotliCompressSync(plain),
    gzip: gzipSync(plain, { level: 9 }),
  };
  made.set(locale, file);
  return file;
}

/** The answer to an address of that shape; 404 where it names no language offered, or words as they are not. */
export function answerWords(offered: readonly Locale[], { url, headers }: Request): Response {
  const { pathname } = new URL(url);
  const locale = pathname.slice(WORDS_BASE.length + 1).split('.')[0];
  const file = isLocale(locale) && offered.includes(locale) ? wordsFile(locale) : null;
  if (file?.address !== pathname) return new Response('', { status: 404 });
  const accepted = headers.get('accept-encoding') ?? '';
  const encoding = (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b`).test(accepted));
  return new Response(file[encoding ?? 'plain'], {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
  });
}
