import { useSyncExternalStore } from 'react';

const neverChanges = () => () => undefined;

/** False on the server and while its page is taken over, true from then on: for what only a script can answer. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
