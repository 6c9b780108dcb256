import { type ChainFinding, checkRecords } from '#core/audit/rules.ts';
import { recordsSchema } from '#core/audit/schema.ts';
import { type ReceiptBody, receiptSchema, type StoreEntry, type TableEntry } from './schema.ts';

/** A column as the live catalog has it. `type` is Postgres's name, with [] for arrays. */
export interface LiveColumn {
  table: string;
  column: string;
  type: string;
}

/** Types that can hold a number, an instant, a flag or a random id, and nothing else. Of any other it must be said what it holds. */
const closedTypes = new Set([
  'smallint',
  'integer',
  'bigint',
  'real',
  'double precision',
  'boolean',
  'uuid',
  'date',
  'timestamp with time zone',
]);

function isClosed(type: string): boolean {
  return closedTypes.has(type.replace(/\[\]$/, '').replace(/\(\d+\)/, ''));
}

/** What the catalog and the registry disagree about, one sentence each; empty where they agree. */
export function compareCatalog(
  live: readonly LiveColumn[],
  registry: Readonly<Record<string, TableEntry>>,
): readonly string[] {
  const findings: string[] = [];
  const seen = new Map<string, Set<string>>();
  for (const { table, column, type } of live) {
    seen.set(table, (seen.get(table) ?? new Set()).add(column));
    const entry = registry[table]?.columns[column];
    if (!entry) findings.push(`${table}.${column} has no entry`);
    else if (!isClosed(type) && !entry.holds)
      findings.push(`${table}.${column} is ${type} and its entry does not say what it holds`);
  }
  for (const [table, entry] of Object.entries(registry)) {
    const columns = seen.get(table);
    if (!columns && entry.optional) continue;
    if (!columns) findings.push(`${table} has entries and does not exist`);
    else
      for (const column of Object.keys(entry.columns))
        if (!columns.has(column)) findings.push(`${table}.${column} has an entry and does not exist`);
  }
  return findings;
}

/** What a receipt says, and whether it is what was signed. */
export interface CheckedReceipt {
  /** Empty where the receipt is whole. */
  findings: readonly ChainFinding[];
  body: ReceiptBody;
  /** Which key signed it; hold it against one that you know to be the instance's. Null where none did. */
  keyId: string | null;
}

/**
 * Checks a receipt as it was handed over. Runs in a browser: nobody has to believe the server that made it.
 * @throws where it is no receipt at all
 */
export async function checkReceipt(file: unknown): Promise<CheckedReceipt> {
  const { keys, records } = recordsSchema.parse(file);
  const [record] = records;
  if (record?.chain !== 'receipts') throw new Error('this is no receipt');
  const findings = await checkRecords([record], keys, { number: record.number - 1, hash: record.previousHash });
  if (record.signature === null) findings.push({ number: record.number, fault: 'signature' });
  return { findings, body: receiptSchema.parse(JSON.parse(record.body)), keyId: record.keyId };
}

/** Names of cookies, files, fields of logs or hosts that no entry of their kind covers. */
export function undeclared(
  kind: StoreEntry['kind'],
  names: readonly string[],
  stores: readonly Pick<StoreEntry, 'kind' | 'covers'>[],
): string[] {
  const patterns = stores.filter((one) => one.kind === kind).flatMap(({ covers }) => covers.map(toPattern));
  return names.filter((name) => !patterns.some((pattern) => pattern.test(name)));
}

function toPattern(covered: string): RegExp {
  const quoted = covered.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${quoted.replace(/\*\*|\*/g, (star) => (star === '**' ? '.*' : '[^/]*'))}$`);
}
