import { AppError } from './app-error.ts';
import type { Purpose } from './purposes.ts';

/** What statements may touch, by what they are asked for. A table or function that is not listed names nobody. */
export interface PurposeReach {
  /** For what each table about people is kept, by `schema.table`. It is read for one of these or not at all. */
  tables: Readonly<Record<string, readonly Purpose[]>>;
  /** Functions that read such tables, by `schema.function`, with the tables. */
  functions: Readonly<Record<string, readonly string[]>>;
  /** Purposes that reach every table: the law wants that of them. */
  everything: readonly Purpose[];
}

/** How many statements about people were asked for each purpose. */
export type PurposeUses = ReadonlyMap<Purpose, number>;

/** Refuses statements about people that are asked for no purpose, or for another than their tables are kept for. */
export interface PurposeGuard {
  /**
   * @param statement its text, or the tables it touches
   * @throws AppError 'internal' before anything reaches Postgres
   */
  check(statement: string | ReadonlySet<string>, asked: readonly Purpose[]): void;
  /** What was used since the last call. */
  take(): PurposeUses;
}

/** Texts of statements are few, but for those that name a partition. */
const MOST_TEXTS = 5_000;

/** Guards by the text of statements: names of tables stand in it, whoever wrote it. Each text is read once. */
export function createPurposeGuard(reach: PurposeReach): PurposeGuard {
  const { tables, everything } = reach;
  const known = new Map<string, readonly string[]>();
  const uses = new Map<Purpose, number>();
  const touchedBy = (sql: string): readonly string[] => {
    const before = known.get(sql);
    if (before) return before;
    if (known.size >= MOST_TEXTS) known.clear();
    const found = new Set<string>();
    for (const name of namesIn(sql)) for (const table of tablesOf(name, reach)) found.add(table);
    const touched = [...found];
    known.set(sql, touched);
    return touched;
  };
  return {
    check(statement, asked) {
      const touched =
        typeof statement === 'string' ? touchedBy(statement) : [...statement].filter((table) => table in tables);
      if (touched.length === 0) return;
      const used = new Set<Purpose>();
      const whole = asked.find((purpose) => everything.includes(purpose));
      for (const table of touched) {
        const fits = tables[table]?.find((purpose) => asked.includes(purpose)) ?? whole;
        if (fits === undefined) {
          throw new AppError(
            'internal',
            `${table} is kept for ${tables[table]?.join(', ')}; a statement asked for it for ${asked.join(', ') || 'no purpose'}.`,
          );
        }
        used.add(fits);
      }
      for (const purpose of used) uses.set(purpose, (uses.get(purpose) ?? 0) + 1);
    },
    take() {
      const taken = new Map(uses);
      uses.clear();
      return taken;
    },
  };
}

/** Tables about people that a name in a statement stands for: partitions by the name of the whole, functions by theirs. */
export function tablesOf(name: string, { tables, functions }: PurposeReach): readonly string[] {
  const table = name.replace(/_\d+$/, '');
  return functions[name] ?? (table in tables ? [table] : []);
}

const TOKEN =
  /\be'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|(?:"[^"]+"|[a-z_][\w$]*)(?:\s*\.\s*(?:"[^"]+"|[a-z_][\w$]*))*/gi;

/**
 * Every name in a statement that could be a table's or a function's, as `schema.name`; `public` where it has no schema.
 * It finds rather too many, such as columns called like a table, and never too few: strings and comments name nothing.
 */
export function namesIn(sql: string): Set<string> {
  const names = new Set<string>();
  for (const [token] of sql.matchAll(TOKEN)) {
    if (/^(?:e?'|\$|--|\/\*)/i.test(token)) continue;
    const parts = token.split('.').map((part) => {
      const name = part.trim();
      return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
    });
    names.add(`public.${parts[0]}`);
    if (parts.length > 1) names.add(`${parts[0]}.${parts[1]}`);
  }
  return names;
}
