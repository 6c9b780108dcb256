import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { sha256, sign, verify } from '#core/platform/crypto.server.ts';

const PURPOSE = 'erasure-ledger';
const NOTHING = '0'.repeat(64);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** That somebody was erased, in a file outside the database: a backup of the database does not know it. Names nobody. */
const entrySchema = z.object({
  /** Of person and guild, as the database's function erasure_hashes makes it. */
  hash,
  /** As erasure_mark makes it. */
  mark: z.number().int().min(0).max(65_535),
  of: z.enum(['person', 'guild']),
  /** What they did before this is refused. */
  untilMs: z.number().int(),
  at: z.iso.datetime(),
  /** SHA-256 of the line before, so that none can be taken out unseen. */
  previous: hash,
});
export type LedgerEntry = z.infer<typeof entrySchema>;
const lineSchema = z.object({ entry: entrySchema, signature: z.string() });

/**
 * Every entry, oldest first; none where there is no file. A last line without its end was being written when a machine
 * stopped, and was never answered for.
 * @throws AppError 'misconfigured' where a line was changed, taken out, or signed with a secret that is not here
 */
export async function readLedger(file: string, secrets: readonly string[]): Promise<LedgerEntry[]> {
  let previous = NOTHING;
  return (await readLines(file)).map((line, at) => {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    const isWhole =
      parsed.success &&
      parsed.data.entry.previous === previous &&
      verify(secrets, PURPOSE, JSON.stringify(parsed.data.entry), parsed.data.signature);
    if (!isWhole)
      throw new AppError(
        'misconfigured',
        `Line ${at + 1} of the erasure ledger ${file} is not what was written, or was signed with a secret that is not in PROCORD_SECRET or PROCORD_OLD_SECRETS.`,
      );
    previous = sha256(line).toString('hex');
    return parsed.data.entry;
  });
}

/** Writes an entry at the end and waits until the disk has it. Only one may write at a time. */
export async function appendToLedger(
  file: string,
  secrets: readonly string[],
  entry: Omit<LedgerEntry, 'previous'>,
): Promise<void> {
  const lines = await readLines(file);
  const last = lines.at(-1);
  const whole: LedgerEntry = { ...entry, previous: last === undefined ? NOTHING : sha256(last).toString('hex') };
  const line = JSON.stringify({ entry: whole, signature: sign(secrets, PURPOSE, JSON.stringify(whole)) });
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, 'a+', 0o600);
  try {
    // What was cut off while it was written is no line.
    await handle.truncate(Buffer.byteLength(lines.map((one) => `${one}\n`).join('')));
    await handle.appendFile(`${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readLines(file: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').slice(0, -1);
}
