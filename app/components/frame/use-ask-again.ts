import { useNavigation, useRevalidator } from '@remix-run/react';
import { useCallback, useRef } from 'react';

/**
 * Answers one function for the life of the component that reads the page's data again. It does nothing while a reading,
 * a navigation or a form is under way: the router would break that off and begin anew.
 */
export function useAskAgain(): () => void {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const latest = useRef(() => {});
  latest.current = () => {
    if (state === 'idle' && navigation.state === 'idle') revalidate();
  };
  return useCallback(() => latest.current(), []);
}
