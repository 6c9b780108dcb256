import { useLocation } from '@remix-run/react';
import { useEffect } from 'react';
import { paths } from '../paths.ts';

/** Tells this server which page is in sight, where visits are counted: its path, and nothing else. */
export function useCountVisits(areCounted: boolean): void {
  const { pathname } = useLocation();
  useEffect(() => {
    if (areCounted)
      fetch(paths.visits, { method: 'POST', body: pathname, keepalive: true, credentials: 'omit' }).catch(() => {});
  }, [areCounted, pathname]);
}
