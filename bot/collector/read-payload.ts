import { isFields } from './read-dispatch.ts';

/** A gateway payload as it came, with its envelope checked and its content not. */
export interface GatewayPayload {
  op: number;
  t: string | null;
  /** Null where it carries none. */
  s: number | null;
  d: unknown;
}

/** @returns null where the text is no gateway payload. */
export function readPayload(text: string): GatewayPayload | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(parsed) || typeof parsed.op !== 'number') return null;
  const { op, t, s, d } = parsed;
  return {
    op,
    t: typeof t === 'string' ? t : null,
    s: typeof s === 'number' && Number.isSafeInteger(s) && s > 0 ? s : null,
    d,
  };
}
