import { isAppError } from '#core/platform/app-error.ts';

/** What the inbox keeps of a failure: a code, never words of others. */
export function toCode(error: unknown): string {
  return isAppError(error) ? error.code : 'internal';
}
