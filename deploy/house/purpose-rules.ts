import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { namesIn, type PurposeReach, tablesOf } from '../../core/platform/purpose-guard.ts';

interface Source {
  /** Tables about people that its own statements name, but for those in `asked`. */
  tables: Set<string>;
  /** What it asks for. */
  purposes: Set<string>;
  /** Statements that stand where they are asked for, each with what it is asked for. */
  asked: { purposes: readonly string[]; tables: ReadonlySet<string> }[];
  /** Takes the client of a transaction that others opened. */
  isInside: boolean;
  /** What it asks for in the transactions that it has begun for it. */
  begins: Set<string>;
  /** Opens transactions for others. */
  opens: boolean;
  /** Opens transactions of its own. */
  beginsOwn: boolean;
  imports: string[];
}

const SQL = /\b(SELECT|INSERT|UPDATE|DELETE|FROM|JOIN|COPY|LOCK|TABLE|WHERE|INTO)\b/;
const CLIENT = /ClientBase|PoolClient|TransactionClient|Rows\['pool'\]/;
/** Parts of a room in the rights of people: they are called inside of a transaction for these. */
const PARTS = /\/(held|personal-data)\.server\.ts$/;

/**
 * Files whose statements touch a table about people that none of the purposes they ask for covers. What a file writes inside
 * of somebody else's transaction has to be covered by each file that uses it. A name that is put together when it runs is
 * not seen here; the guard sees that one.
 * @param files of the product, by path from the project's folder
 * @param schema prisma/schema.prisma
 * @returns one sentence each
 */
export function brokenPurposes(files: Record<string, string>, schema: string, reach: PurposeReach): string[] {
  const models = modelsOf(schema);
  const relations = relationsOf(schema, models);
  const sources = new Map(
    Object.entries(files).map(([file, text]) => [file, read(file, text, { models, relations, reach })]),
  );
  const askedBy = ({ purposes, imports }: Source) => {
    const openers = imports.map((name) => sources.get(name)).filter((one) => one?.opens);
    return new Set([...purposes, ...openers.flatMap((one) => [...(one?.purposes ?? [])])]);
  };
  const carried = (file: string, seen: Set<string>): Set<string> => {
    const source = sources.get(file);
    const tables = new Set<string>(source?.tables);
    if (!source || seen.has(file)) return tables;
    seen.add(file);
    for (const name of source.imports) {
      const other = sources.get(name);
      if (!other || PARTS.test(name)) continue;
      if (askedBy(other).size === 0) for (const table of carried(name, seen)) tables.add(table);
      else if (other.isInside) for (const table of other.tables) tables.add(table);
    }
    return tables;
  };
  /** What is written inside of a transaction that another file opened has to be covered by what that file asked for. */
  const inside = ([file, source]: [string, Source]): string[] => {
    const openers = source.imports.flatMap((name) => (sources.get(name)?.opens ? [name] : []));
    if (source.beginsOwn) return [];
    const callees = source.imports.filter((name) => sources.get(name)?.isInside && !PARTS.test(name));
    const asked = new Set([...source.begins, ...openers.flatMap((name) => [...(sources.get(name)?.purposes ?? [])])]);
    if (asked.size === 0 || reach.everything.some((purpose) => asked.has(purpose))) return [];
    return callees
      .flatMap((name) => [...carried(name, new Set())])
      .filter((table) => !reach.tables[table]?.some((purpose) => asked.has(purpose)))
      .map(
        (table) => `a transaction of ${file} asks for ${[...asked].join(', ')}, and inside of it ${table} is touched`,
      );
  };
  const own = ([file, source]: [string, Source]): string[] => {
    const asked = askedBy(source);
    if (asked.size === 0 || reach.everything.some((purpose) => asked.has(purpose))) return [];
    return [...carried(file, new Set())]
      .filter((table) => !reach.tables[table]?.some((purpose) => asked.has(purpose)))
      .map((table) => `${file} asks for ${[...asked].join(', ')} and touches ${table} (${reach.tables[table]})`);
  };
  const each = ([file, source]: [string, Source]): string[] =>
    source.asked.flatMap(({ purposes, tables }) =>
      reach.everything.some((purpose) => purposes.includes(purpose))
        ? []
        : [...tables]
            .filter((table) => !reach.tables[table]?.some((purpose) => purposes.includes(purpose)))
            .map((table) => `a statement of ${file} asks for ${purposes.join(', ')} and touches ${table}`),
    );
  return [...sources].flatMap((source) => [...own(source), ...each(source), ...inside(source)]);
}

function read(
  file: string,
  text: string,
  known: { models: Map<string, string>; relations: Map<string, Set<string>>; reach: PurposeReach },
): Source {
  const { models, relations, reach } = known;
  const source: Source = {
    tables: new Set(),
    purposes: new Set(),
    asked: [],
    isInside: false,
    begins: new Set(),
    opens: false,
    beginsOwn: false,
    imports: [],
  };
  let within: Set<string> | null = null;
  const touch = (table: string | undefined) => {
    if (table !== undefined && table in reach.tables) (within ?? source.tables).add(table);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const to = importedFile(file, node);
      if (to) source.imports.push(to);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const words = ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' x ')
        : node.text;
      if (SQL.test(words)) for (const name of namesIn(words)) for (const table of tablesOf(name, reach)) touch(table);
    }
    if (ts.isCallExpression(node) && /\$transaction$|\.connect$/.test(node.expression.getText()))
      source.beginsOwn = true;
    if (ts.isPropertyAccessExpression(node) && /(^|\.)(prisma|tx)$|\)\s*\.prisma$/.test(node.expression.getText()))
      touch(models.get(node.name.text));
    if (ts.isPropertyAssignment(node) && isAskedOfPrisma(node))
      for (const table of relations.get(node.name.getText()) ?? []) touch(table);
    for (const purpose of purposesOf(node) ?? []) source.purposes.add(purpose);
    if (ts.isParameter(node) && node.type) {
      const type = node.type.getText();
      if (ts.isFunctionTypeNode(node.type)) source.opens ||= CLIENT.test(type);
      else source.isInside ||= CLIENT.test(type);
    }
    const begun = ts.isCallExpression(node) ? begunFor(node) : null;
    for (const purpose of begun ?? []) source.begins.add(purpose);
    const purposes = begun ?? (ts.isCallExpression(node) ? askedWhereItStands(node) : null);
    if (purposes === null) {
      ts.forEachChild(node, visit);
      return;
    }
    const outer = within;
    within = new Set();
    source.asked.push({ purposes, tables: within });
    ts.forEachChild(node, visit);
    within = outer;
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return source;
}

/** Part of what a call of a model's method is given. */
function isAskedOfPrisma(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isSourceFile(at); at = at.parent)
    if (ts.isCallExpression(at)) return /(^|\.|\))\s*(prisma|tx)\.\w+\.\w+$/.test(at.expression.getText());
  return false;
}

/** The purposes of `db.for(…).pool.query(…)` and `db.for(…).prisma.table.find(…)`; null for any other call. */
function askedWhereItStands({ expression }: ts.CallExpression): readonly string[] | null {
  let at: ts.Expression = expression;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return at === expression ? null : purposesOf(at);
}

/** The purposes of `inTransaction(db.for(…), work)`; null for any other call. */
function begunFor({ expression, arguments: [rows] }: ts.CallExpression): readonly string[] | null {
  return expression.getText() === 'inTransaction' && rows ? purposesOf(rows) : null;
}

/** The purposes of a call of `for`; null for any other node. */
function purposesOf(node: ts.Node): readonly string[] | null {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return null;
  if (!ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'for') return null;
  const words = node.arguments.filter(ts.isStringLiteral);
  return words.length === node.arguments.length ? words.map((purpose) => purpose.text) : null;
}

function importedFile(from: string, node: ts.ImportDeclaration): string | null {
  if (node.importClause?.isTypeOnly || !ts.isStringLiteral(node.moduleSpecifier)) return null;
  const { text } = node.moduleSpecifier;
  if (text.startsWith('#')) return text.slice(1);
  return text.startsWith('.') ? path.posix.join(path.posix.dirname(from), text) : null;
}

/** Tables by the names under which Prisma's client has them. */
function modelsOf(schema: string): Map<string, string> {
  return new Map(
    [...blocks(schema)].map(({ name, body }) => {
      const table = /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name;
      const inSchema = /@@schema\("([^"]+)"\)/.exec(body)?.[1] ?? 'public';
      return [delegate(name), `${inSchema}.${table}`];
    }),
  );
}

/** Tables that are reached from another by a field of its model. */
function relationsOf(schema: string, models: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const relations = new Map<string, Set<string>>();
  for (const { body } of blocks(schema))
    for (const [, field = '', type = ''] of body.matchAll(/^\s+(\w+)\s+([A-Z]\w+)/gm)) {
      const table = models.get(delegate(type));
      if (table) relations.set(field, (relations.get(field) ?? new Set()).add(table));
    }
  return relations;
}

function* blocks(schema: string) {
  for (const [, name = '', body = ''] of schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)) yield { name, body };
}

function delegate(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}

/** Reads files as `brokenPurposes` takes them. */
export function readFiles(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(name, 'utf8')]));
}
