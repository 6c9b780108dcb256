import type { RedactedKind } from './redact.ts';

/** A stretch of a text; `value` is the same for all writings of one value. */
export interface Span {
  kind: RedactedKind;
  start: number;
  end: number;
  value: string;
}
