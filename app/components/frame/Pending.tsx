import { useNavigation } from '@remix-run/react';
import { useWords } from '../ui/words.ts';

/** A line at the top while a page or a form is on its way, and only once that takes longer than 300 ms. */
export function Pending() {
  const { t } = useWords();
  const { state } = useNavigation();
  return (
    <div role="status">
      {state === 'idle' ? null : (
        <div className="pending-line fixed inset-x-0 top-0 z-10 h-0.5 bg-accent">
          <span className="sr-only">{t('ui:frame.loading')}</span>
        </div>
      )}
    </div>
  );
}
