import { type ChainHead, type ChainRecord, type PublicKeys, recordsSchema } from './schema.ts';

/** Runs in Node and in a browser alike, so that nobody has to believe the server that holds the records. */
const { subtle } = globalThis.crypto;

/** What follows nothing follows this. */
export const NO_HASH = '0'.repeat(64);

export type ChainFault =
  /** A record is missing, there twice, or elsewhere than it was. */
  | 'order'
  /** It does not follow the record before it. */
  | 'link'
  /** Its content is not what was hashed. */
  | 'hash'
  /** Signed by nobody known, or not what was signed. */
  | 'signature';

export interface ChainFinding {
  number: number;
  fault: ChainFault;
}

/**
 * What is wrong with records of one chain that follow `after`; empty where they are whole. The end of a chain can be cut
 * off unseen: hold it against a head that was signed later.
 */
export async function checkRecords(
  records: readonly ChainRecord[],
  keys: PublicKeys,
  after: ChainHead = { number: 0, hash: NO_HASH },
): Promise<ChainFinding[]> {
  const findings: ChainFinding[] = [];
  let { number, hash } = after;
  for (const record of records) {
    const note = (fault: ChainFault) => findings.push({ number: record.number, fault });
    if (record.number !== number + 1) note('order');
    if (record.previousHash !== hash) note('link');
    if ((await hashOf(record)) !== record.hash) note('hash');
    if (!(await isSigned(record, keys))) note('signature');
    ({ number, hash } = record);
  }
  return findings;
}

export interface CheckedChain {
  records: number;
  findings: ChainFinding[];
  /** The newest record; null where there is none. */
  head: ChainHead | null;
}

/**
 * Reads a public chain to its end and checks it, record by record. Runs in a browser.
 * @param read what an address answers, as JSON: of the records after a number
 */
export async function checkRemote(read: (after: number) => Promise<unknown>): Promise<CheckedChain> {
  const checked: CheckedChain = { records: 0, findings: [], head: null };
  for (;;) {
    const { keys, records } = recordsSchema.parse(await read(checked.head?.number ?? 0));
    const last = records.at(-1);
    if (!last) return checked;
    checked.findings.push(...(await checkRecords(records, keys, checked.head ?? { number: 0, hash: NO_HASH })));
    checked.records += records.length;
    // A number that does not grow would be read for ever.
    if (last.number <= (checked.head?.number ?? 0)) return checked;
    checked.head = { number: last.number, hash: last.hash };
  }
}

async function hashOf({ previousHash, body, signature }: ChainRecord): Promise<string> {
  const parts = [fromHex(previousHash), new TextEncoder().encode(body), fromHex(signature ?? '')];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return toHex(new Uint8Array(await subtle.digest('SHA-256', whole)));
}

async function isSigned({ body, signature, keyId }: ChainRecord, keys: PublicKeys): Promise<boolean> {
  if (signature === null) return keyId === null;
  const known = keyId === null ? undefined : keys[keyId];
  if (known === undefined) return false;
  const key = await subtle.importKey('raw', fromHex(known), 'Ed25519', false, ['verify']);
  return subtle.verify('Ed25519', key, fromHex(signature), new TextEncoder().encode(body));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
