import { timingSafeEqual } from 'node:crypto';

export type Credentials = { clientId: string; clientSecret: string };

/** RFC 6749, 2.3.1: Basic (both parts form-encoded), else `client_id` and `client_secret` in the body. */
export function readCredentials(header: string | undefined, form: URLSearchParams): Credentials | null {
  if (header !== undefined) return readBasic(header);
  const clientId = form.get('client_id');
  const clientSecret = form.get('client_secret');
  return clientId !== null && clientSecret !== null ? { clientId, clientSecret } : null;
}

function readBasic(header: string): Credentials | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  const clientId = formDecode(text.slice(0, colon));
  const clientSecret = formDecode(text.slice(colon + 1));
  return clientId !== null && clientSecret !== null ? { clientId, clientSecret } : null;
}

function formDecode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
