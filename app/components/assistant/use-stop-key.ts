import { useEffect } from 'react';

/** Escape stops what is being written, wherever the focus is; a menu that is open closes first. */
export function useStopKey(on: boolean, stop: () => void): void {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector(':popover-open, dialog[open]')) stop();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on, stop]);
}
