import type { ReactNode, TdHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { useWords } from './words.ts';

/** Rows and columns between hairlines. Wide ones scroll inside themselves, reachable by keyboard. */
export function Table({ caption, head, children }: { caption: string; head: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section
      className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0"
      aria-label={t('ui:table', { caption })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
    >
      <table className="w-full border-collapse text-start tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-edge/60 align-bottom text-12 text-ink-faint">{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function Th({
  number = false,
  className,
  children,
}: {
  number?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <th
      scope="col"
      className={classes('py-2 pe-4 font-medium last:pe-0', number ? 'text-end' : 'text-start', className)}
    >
      {children}
    </th>
  );
}

export function Tr({ children, marked = false }: { children: ReactNode; marked?: boolean }) {
  return <tr className={classes('border-b border-line', marked && 'bg-caution-soft')}>{children}</tr>;
}

export function Td({
  number = false,
  className,
  ...rest
}: TdHTMLAttributes<HTMLTableCellElement> & { number?: boolean }) {
  return (
    <td
      className={classes('py-2 pe-4 align-top last:pe-0', number && 'text-end whitespace-nowrap', className)}
      {...rest}
    />
  );
}
