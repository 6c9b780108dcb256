import { useNavigation, useRevalidator } from '@remix-run/react';
import { useCallback, useRef } from 'react';

/**
 * Answers one function for the life of the component that reads the page's data again. It does nothing, and says so,
 * while a reading, a navigation or a form is under way: the router would break that off and begin anew.
 */
export function useAskAgain(): () => boolean {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const latest = useRef<() => boolean>(() => false);
  latest.current = () => {
    const isIdle = state === 'idle' && navigation.state === 'idle';
    if (isIdle) revalidate();
    return isIdle;
  };
  return useCallback(() => latest.current(), []);
}
