import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto';

/** PKCS #8 of an Ed25519 private key is this and its 32 bytes (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** SubjectPublicKeyInfo of an Ed25519 public key is so many bytes and its 32 (RFC 8410). */
const SPKI_BYTES = 12;

/** Signs so that everybody can check it with the public key, Ed25519 (RFC 8032). The key follows from the newest secret. */
export interface Signer {
  /** First bytes of the hash of the public key, hexadecimal. */
  keyId: string;
  /** 32 bytes. */
  publicKey: Buffer;
  sign(text: string): Buffer;
}

export function createSigner(secrets: readonly string[]): Signer {
  const [secret] = secrets;
  if (secret === undefined) throw new Error('no secret to sign with');
  const seed = Buffer.from(hkdfSync('sha256', secret, 'procord', 'ed25519', 32));
  const key: KeyObject = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_BYTES);
  return {
    keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key),
  };
}
