import { type ReactNode, useId } from 'react';
import { useWords } from './words.ts';

/**
 * The heading of a figure. A click on it says what the figure means. The panel stands beside the heading, not in it,
 * so that the heading's text is its name alone.
 */
export function Definition({
  term,
  id,
  className,
  children,
}: {
  term: string;
  /** Of the heading. */
  id?: string;
  className: string;
  children: ReactNode;
}) {
  const { t } = useWords();
  const panelId = `definition-${useId().replaceAll(':', '')}`;
  const target = { popovertarget: panelId };
  const panel = { popover: 'auto' };
  return (
    <>
      <h2 className={className} {...(id ? { id } : {})}>
        <button
          type="button"
          aria-label={t('ui:definition.open', { term })}
          className="-mx-1 rounded-sm px-1 text-start underline decoration-ink-faint decoration-dotted decoration-1 underline-offset-4 hover:decoration-current"
          {...target}
        >
          {term}
        </button>
      </h2>
      <div id={panelId} className="popover p-4 text-14" {...panel}>
        <p className="font-semibold text-ink">{term}</p>
        <div className="mt-1 space-y-2 text-ink-soft">{children}</div>
      </div>
    </>
  );
}
