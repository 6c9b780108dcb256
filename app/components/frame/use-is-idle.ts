import { useNavigation, useRevalidator } from '@remix-run/react';
import { useCallback, useContext, useRef } from 'react';
import { UNSAFE_DataRouterContext as DataRouterContext } from 'react-router-dom';

/**
 * Answers one function for the life of the component that says whether nothing is under way: no reading, navigation or form,
 * neither at the router nor on its way to the screen. The router itself is asked because what is drawn lags behind it:
 * a machine that is busy draws a click late, and what is begun in between would break off where it leads.
 */
export function useIsIdle(): () => boolean {
  const router = useContext(DataRouterContext)?.router;
  const drawn = useRef(true);
  const { state } = useRevalidator();
  const navigation = useNavigation();
  drawn.current = state === 'idle' && navigation.state === 'idle';
  return useCallback(() => {
    const { state: known } = router ?? {};
    return drawn.current && known?.navigation.state === 'idle' && known.revalidation === 'idle';
  }, [router]);
}
