import { isAppError } from '#core/platform/app-error.ts';
import type { Bound } from './tool.ts';

const GRANT_AGE_MS = 60_000;

/** Whether Discord tells the bot who joins and leaves; where it cannot be asked, what was counted speaks. */
export async function tellsMembers({ deps }: Bound): Promise<boolean> {
  return deps.reader.membersGranted(GRANT_AGE_MS).catch((error) => {
    if (isAppError(error)) return true;
    throw error;
  });
}
