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

function key(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'procord', purpose, 32));
}

function keyId(secret: string): Buffer {
  return createHash('sha256').update(`procord key id:${secret}`).digest().subarray(0, 4);
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
  if (bytes.length < 33 || bytes[0] !== VERSION) throw new Error('not a sealed value');
  const secret = secrets.find((candidate) => keyId(candidate).equals(bytes.subarray(1, 5)));
  if (secret === undefined) throw new Error('sealed with a secret this instance does not have');
  const decipher = createDecipheriv('aes-256-gcm', key(secret, 'seal'), bytes.subarray(5, 17));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(17, 33));
  return Buffer.concat([decipher.update(bytes.subarray(33)), decipher.final()]).toString('utf8');
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
