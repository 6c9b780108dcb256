import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/**
 * Sealing: AES-256-GCM. Layout: 1 byte version, 4 bytes key id, 12 bytes nonce, 16 bytes tag, ciphertext.
 * `context` is bound as additional data, so a sealed value cannot be moved to another row or column.
 */
const VERSION = 1;
/** Bytes of a sealed value beside what was sealed. */
const SEALED_OVERHEAD = 33;

function key(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'procord', purpose, 32));
}

function keyId(secret: string): Buffer {
  return createHash('sha256').update(`procord key id:${secret}`).digest().subarray(0, 4);
}

/** The id of each key as it stands with what it sealed, hexadecimal. */
export function sealingKeyIds(secrets: readonly string[]): string[] {
  return secrets.map((secret) => keyId(secret).toString('hex'));
}

/** The id of the key that sealed a value; null for what was never sealed. */
export function keyIdOfSealed(value: Uint8Array): string | null {
  const bytes = Buffer.from(value);
  return bytes.length < SEALED_OVERHEAD || bytes[0] !== VERSION ? null : bytes.subarray(1, 5).toString('hex');
}

export function seal(secrets: readonly string[], plain: string, context: string): Buffer {
  const [secret] = secrets;
  if (secret === undefined) throw new Error('no secret to seal with');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(secret, 'seal'), nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), keyId(secret), nonce, cipher.getAuthTag(), body]);
}

/** @throws Error where the value was altered, belongs elsewhere or was sealed with an unknown secret. */
export function open(secrets: readonly string[], sealed: Uint8Array, context: string): string {
  const bytes = Buffer.from(sealed);
  const sealedBy = keyIdOfSealed(bytes);
  if (sealedBy === null) throw new Error('not a sealed value');
  const secret = secrets.find((candidate) => keyId(candidate).toString('hex') === sealedBy);
  if (secret === undefined) throw new Error('sealed with a secret this instance does not have');
  const decipher = createDecipheriv('aes-256-gcm', key(secret, 'seal'), bytes.subarray(5, 17));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(17, SEALED_OVERHEAD));
  return Buffer.concat([decipher.update(bytes.subarray(SEALED_OVERHEAD)), decipher.final()]).toString('utf8');
}

/** Under it, hashes of people who were erased are made: see the function erasure_hashes of the database. */
export function erasureKey(secret: string): Buffer {
  return key(secret, 'erasure');
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A signature under the newest secret, for one purpose. */
export function sign(secrets: readonly string[], purpose: string, text: string): string {
  const [secret] = secrets;
  if (secret === undefined) throw new Error('no secret to sign with');
  return createHmac('sha256', key(secret, `sign:${purpose}`))
    .update(text)
    .digest('base64url');
}

/** True where any known secret made the signature. Runs in constant time per secret. */
export function verify(secrets: readonly string[], purpose: string, text: string, signature: string): boolean {
  return secrets.some((secret) => equal(sign([secret], purpose, text), signature));
}

export function equal(a: string, b: string): boolean {
  const left = sha256(a);
  return timingSafeEqual(left, sha256(b));
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
