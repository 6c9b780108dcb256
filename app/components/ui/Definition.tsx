import type { ReactNode } from 'react';
import { Popover } from './Popover.tsx';
import { useWords } from './words.ts';

/** The name of a figure. A click on it says what the figure means. */
export function Definition({ term, children }: { term: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <Popover
      label={t('ui:definition.open', { term })}
      button={
        <span className="underline decoration-dotted decoration-ink-faint decoration-1 underline-offset-4 group-hover:decoration-current">
          {term}
        </span>
      }
      buttonClassName="group -mx-1 rounded-sm px-1 text-left hover:text-ink"
      panelClassName="p-4"
    >
      <p className="font-semibold text-ink">{term}</p>
      <div className="mt-1 space-y-2 font-normal text-ink-soft">{children}</div>
    </Popover>
  );
}
