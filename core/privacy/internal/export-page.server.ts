import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { HeldRow } from '../read-held.server.ts';
import { registry } from '../registry.ts';
import { recipients } from '../rules/recipients.ts';
import { type ColumnEntry, purposesOf } from '../schema.ts';
import { plain } from './table-files.server.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid;padding:.25rem .5rem;text-align:start;vertical-align:top}
section{margin-block:2.5rem}`;

export interface PageTable {
  table: string;
  rows: readonly HeldRow[];
}

/** What is held, to be read by a person: a page that loads nothing. */
export class ExportPage {
  readonly #t;
  readonly #locale;
  readonly #of;

  /** @param of what names people in a guild's data is theirs, and told them alone */
  constructor(locale: Locale, of: 'person' | 'guild') {
    this.#locale = locale;
    this.#of = of;
    this.#t = speakerOf(locale).t;
  }

  head(madeAt: Date): string {
    const t = this.#t;
    const time = new Intl.DateTimeFormat(this.#locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' });
    const title = escaped(t('privacy:file.title'));
    return `<!doctype html><html lang="${this.#locale}"><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>
<h1>${title}</h1><p>${escaped(t('privacy:file.made', { time: time.format(madeAt) }))}</p><p>${escaped(t('privacy:file.intro'))}</p>\n`;
  }

  /** Leads to the page of each table. */
  index(madeAt: Date, counts: Readonly<Record<string, number>>): string[] {
    const items = Object.entries(counts).map(([table, rows]) => {
      const about = escaped(registry[table]?.about ?? '');
      return `<li><a href="read/${table}.html">${escaped(table)}</a>: ${about} ${escaped(this.#t('privacy:file.rows', { count: rows }))}</li>`;
    });
    return [this.head(madeAt), `<ul>${items.join('\n')}</ul>\n`];
  }

  *section({ table, rows }: PageTable, columns: readonly string[]): Generator<string> {
    const t = this.#t;
    const entry = registry[table];
    yield `<section><h2>${escaped(table)}</h2><p>${escaped(entry?.about ?? '')}</p><dl>`;
    const seenBy = this.#of === 'person' ? recipients[table] : undefined;
    const terms = this.#terms(Object.values(entry?.columns ?? {}));
    if (seenBy) terms.push([t('privacy:file.recipients'), t(`privacy:recipients.${seenBy}`)]);
    for (const [name, words] of terms) yield `<dt>${escaped(name)}</dt><dd>${escaped(words)}</dd>`;
    yield '</dl>';
    if (rows.length === 0) yield `<p>${escaped(t('privacy:file.empty'))}</p>`;
    else {
      yield `<table><thead><tr>${columns.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead><tbody>\n`;
      for (const row of rows) yield `<tr>${columns.map((one) => `<td>${cellOf(row[one])}</td>`).join('')}</tr>\n`;
      yield '</tbody></table>';
    }
    yield '</section>\n';
  }

  /** Why, from where, and for how long. */
  #terms(columns: readonly ColumnEntry[]): [string, string][] {
    const t = this.#t;
    const personal = columns.filter((one) => one.export !== 'not-personal');
    const all = personal.length > 0 ? personal : columns;
    const listed = (words: string[]) => [...new Set(words)].join('; ');
    return [
      [t('privacy:file.purpose'), listed(all.flatMap(purposesOf).map((one) => t(`privacy:purpose.${one}`)))],
      [t('privacy:file.source'), listed(all.map((one) => t(`privacy:source.${one.source}`)))],
      [t('privacy:file.kept'), listed(all.map((one) => t(`privacy:retention.${one.retention}`)))],
    ];
  }
}

function cellOf(value: unknown): string {
  const one = plain(value);
  if (one === null || one === undefined) return '';
  return escaped(typeof one === 'object' ? JSON.stringify(one) : String(one));
}
