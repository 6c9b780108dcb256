import MarkdownIt, { type Token } from 'markdown-it';
import { visibleText } from '#core/assistant/rules/visible-text.ts';

/** A piece of a line. Nothing of it can name another host but as words. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis' | 'struck'; children: Inline[] }
  /** A page of this product. */
  | { kind: 'link'; path: string; children: Inline[] }
  /** The source with this number. */
  | { kind: 'cite'; number: number };

export type Block =
  | { kind: 'paragraph' | 'heading'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; start: number | null; items: Block[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

/** Deeper than this, or longer, it is shown as it was written. */
const DEEPEST = 24;
const LONGEST = 40_000;

/**
 * The Markdown of an answer: what parts a text, and links. HTML, references, images and addresses that become links by
 * themselves are no part of it and stay words.
 */
const parser = new MarkdownIt('zero', { html: false, linkify: false, breaks: true, maxNesting: DEEPEST }).enable([
  ...['heading', 'lheading', 'list', 'blockquote', 'code', 'fence', 'hr', 'table'],
  ...['emphasis', 'strikethrough', 'backticks', 'escape', 'entity', 'newline', 'link'],
]);

/**
 * Reads what a model or a person wrote.
 * @param guildId whose pages it may lead to
 * @param cited highest number of a source: a mark beyond it stays a text
 */
export function readMarkdown(text: string, { guildId, cited }: { guildId: string; cited: number }): Block[] {
  const asWritten = (): Block[] => [{ kind: 'code', text: visibleText(text) }];
  if (text.length > LONGEST) return asWritten();
  const tokens = parser.parse(text, {});
  if (tokens.some(({ level }) => level >= DEEPEST - 2)) return asWritten();
  return new Reader(tokens, guildId, cited).blocks();
}

/** Path of a page that an answer may lead to; null for everything else. */
export function ownPath(href: string, guildId: string): string | null {
  if (!/^\/[^/\\]/.test(href) || /[\\\s\p{Cc}\p{Cf}]/u.test(href)) return null;
  const base = 'https://own.invalid';
  if (!URL.canParse(href, base)) return null;
  const { origin, pathname, search, hash } = new URL(href, base);
  const places = [`/guilds/${guildId}`, '/policies', '/privacy', '/trust', '/api/docs', '/account'];
  const isOwn = places.some((place) => pathname === place || pathname.startsWith(`${place}/`));
  return origin === base && isOwn ? pathname + search + hash : null;
}

/** Goes through the parser's flat list of beginnings and ends once. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #guildId: string;
  readonly #cited: number;
  #at = 0;

  constructor(tokens: readonly Token[], guildId: string, cited: number) {
    this.#tokens = tokens;
    this.#guildId = guildId;
    this.#cited = cited;
  }

  /** Up to the end named, which is taken too. */
  blocks(end?: string): Block[] {
    const found: Block[] = [];
    for (let token = this.#next(); token && token.type !== end; token = this.#next()) {
      const block = this.#block(token);
      if (block) found.push(block);
    }
    return found;
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #block(token: Token): Block | null {
    switch (token.type) {
      case 'paragraph_open':
        return { kind: 'paragraph', children: this.#line('paragraph_close') };
      case 'heading_open':
        return { kind: 'heading', children: this.#line('heading_close') };
      case 'fence':
      case 'code_block':
        return { kind: 'code', text: visibleText(token.content).replace(/\n$/, '') };
      case 'hr':
        return { kind: 'rule' };
      case 'blockquote_open':
        return { kind: 'quote', children: this.blocks('blockquote_close') };
      case 'bullet_list_open':
        return { kind: 'list', start: null, items: this.#items('bullet_list_close') };
      case 'ordered_list_open':
        return { kind: 'list', start: Number(token.attrGet('start') ?? 1), items: this.#items('ordered_list_close') };
      case 'table_open':
        return this.#table();
      default:
        return null;
    }
  }

  #items(end: string): Block[][] {
    const items: Block[][] = [];
    for (let token = this.#next(); token && token.type !== end; token = this.#next())
      if (token.type === 'list_item_open') items.push(this.blocks('list_item_close'));
    return items;
  }

  #table(): Block {
    const rows: Inline[][][] = [];
    for (let token = this.#next(); token && token.type !== 'table_close'; token = this.#next()) {
      if (token.type === 'tr_open') rows.push([]);
      if (token.type === 'th_open') rows.at(-1)?.push(this.#line('th_close'));
      if (token.type === 'td_open') rows.at(-1)?.push(this.#line('td_close'));
    }
    const [head = [], ...body] = rows;
    return { kind: 'table', head, rows: body };
  }

  #line(end: string): Inline[] {
    const found: Inline[] = [];
    for (let token = this.#next(); token && token.type !== end; token = this.#next())
      if (token.type === 'inline') found.push(...this.#inlines([...(token.children ?? [])]));
    return found;
  }

  /** Takes from the front, up to the end named. */
  #inlines(tokens: Token[], end?: string): Inline[] {
    const found: Inline[] = [];
    for (let token = tokens.shift(); token && token.type !== end; token = tokens.shift())
      found.push(...this.#inline(token, tokens));
    return found;
  }

  #inline(token: Token, rest: Token[]): Inline[] {
    switch (token.type) {
      case 'strong_open':
        return [{ kind: 'strong', children: this.#inlines(rest, 'strong_close') }];
      case 'em_open':
        return [{ kind: 'emphasis', children: this.#inlines(rest, 'em_close') }];
      case 's_open':
        return [{ kind: 'struck', children: this.#inlines(rest, 's_close') }];
      case 'code_inline':
        return [{ kind: 'code', text: visibleText(token.content) }];
      case 'softbreak':
      case 'hardbreak':
        return [{ kind: 'break' }];
      case 'link_open': {
        const href = visibleText(String(token.attrGet('href') ?? ''));
        const children = this.#inlines(rest, 'link_close');
        const path = ownPath(href, this.#guildId);
        // An address elsewhere is to be read, not to be followed.
        return path === null ? [...children, { kind: 'text', text: ` (${href})` }] : [{ kind: 'link', path, children }];
      }
      default:
        return this.#marks(visibleText(token.content));
    }
  }

  /** A text, with `[3]` for the third source. */
  #marks(text: string): Inline[] {
    return text
      .split(/(\[\d{1,3}\])/)
      .filter((part) => part !== '')
      .map((part): Inline => {
        const number = Number(/^\[(\d{1,3})\]$/.exec(part)?.[1] ?? 0);
        return number > 0 && number <= this.#cited ? { kind: 'cite', number } : { kind: 'text', text: part };
      });
  }
}
