const PLACEHOLDER = /<[^<>\s/][^<>]*>|\{\{?[^{}]*\}?\}|\[[^[\]()]*\]|\$\w+|%s|\.\.\.|…|\b[A-Z]{3,}(?:_[A-Z]+)*\b/u;

/** An address with all that was sent in it: in its placeholder, after its last "=", or in a parameter of its own. */
export function carrying(url: string, everything: string, base64: boolean): string {
  const load = base64 ? Buffer.from(everything).toString('base64url') : encodeURIComponent(everything);
  const place = url.indexOf('://') === -1 ? 0 : url.indexOf('://') + 3;
  const rest = url.slice(place);
  if (PLACEHOLDER.test(rest)) return url.slice(0, place) + rest.replace(PLACEHOLDER, () => load);
  if (url.endsWith('=')) return url + load;
  return `${url}${url.includes('?') ? '&' : '?'}d=${load}`;
}

/** A piece of markup with all that was sent in each of its addresses, or in its placeholder where it has none. */
export function laden(markup: string, everything: string, base64: boolean): string {
  const urls = /(?:\bhttps?:)?\/\/(?:[^\s"'`()<>]|<[^<>]*>)+/g;
  if (urls.test(markup)) return markup.replace(urls, (url) => carrying(url, everything, base64));
  return markup;
}

/** A text that nobody sees: in tag characters, behind an override of direction, with spaces of no width. */
export function hidden(text: string): string {
  const tags = [...text.slice(0, 200)]
    .map((sign) => sign.codePointAt(0) ?? 0)
    .filter((code) => code >= 0x20 && code <= 0x7e)
    .map((code) => String.fromCodePoint(code + 0xe0000));
  return `\u202e${text.slice(0, 40)}\u202c\u2066\u200b\u200d\u2060\ufeff\u2069${tags.join('')}`;
}
