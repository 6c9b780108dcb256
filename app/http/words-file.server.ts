import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip, type ZlibOptions } from 'node:zlib';
import { namespaces } from '#app/components/ui/words.ts';
import { isLocale, type Locale } from '#core/i18n/rules.ts';
import { spoken } from '#core/i18n/words.ts';

export const WORDS_BASE = '/assets/words';

const packers = {
  br: promisify<Buffer, Buffer>(brotliCompress),
  gzip: (plain: Buffer) => promisify<Buffer, ZlibOptions, Buffer>(gzip)(plain, { level: 9 }),
  identity: async (plain: Buffer) => plain,
};
type Encoding = keyof typeof packers;

/** The words of pages in one language, as a browser gets them: made once. */
interface WordsFile {
  /** By its content: it never changes under this address. */
  address: string;
  plain: Buffer;
  /** Packing takes a page's time several times over: it happens in another thread, when first asked for. */
  packed: Map<Encoding, Promise<Buffer>>;
}

const made = new Map<Locale, WordsFile>();

export function wordsFile(locale: Locale): WordsFile {
  const known = made.get(locale);
  if (known) return known;
  const { words } = spoken(locale);
  const own = Object.fromEntries(namespaces.map((namespace) => [namespace, words[namespace]]));
  const plain = Buffer.from(JSON.stringify({ locale, words: own }));
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  const file = { address: `${WORDS_BASE}/${locale}.${hash}.json`, plain, packed: new Map() };
  made.set(locale, file);
  return file;
}

function pack({ plain, packed }: WordsFile, encoding: Encoding): Promise<Buffer> {
  const known = packed.get(encoding);
  if (known) return known;
  const packing = packers[encoding](plain);
  packed.set(encoding, packing);
  return packing;
}

/** The answer to an address of that shape; 404 where it names no language offered, or words as they are not. */
export async function answerWords(offered: readonly Locale[], { url, headers }: Request): Promise<Response> {
  const { pathname } = new URL(url);
  const locale = pathname.slice(WORDS_BASE.length + 1).split('.')[0];
  const file = isLocale(locale) && offered.includes(locale) ? wordsFile(locale) : null;
  if (file?.address !== pathname) return new Response('', { status: 404 });
  const accepted = headers.get('accept-encoding') ?? '';
  const encoding = (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b`).test(accepted)) ?? 'identity';
  return new Response(new Uint8Array(await pack(file, encoding)), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
  });
}
