import { useRevalidator } from '@remix-run/react';
import { useCallback, useRef } from 'react';
import { useIsIdle } from './use-is-idle.ts';

/**
 * Answers one function for the life of the component that reads the page's data again. It does nothing, and says so,
 * while a reading, a navigation or a form is under way: the router would break that off and begin anew.
 */
export function useAskAgain(): () => boolean {
  const isIdle = useIsIdle();
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  return useCallback(() => {
    const idle = isIdle();
    if (idle) latest.current();
    return idle;
  }, [isIdle]);
}
