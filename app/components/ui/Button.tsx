import { Link } from '@remix-run/react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classes } from './classes.ts';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger';

const kinds: Record<Kind, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong',
  plain: 'bg-raised text-ink border-edge hover:bg-sunken',
  quiet: 'bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-raised text-bad border-bad hover:bg-bad-soft',
};

function look(kind: Kind, large: boolean): string {
  return classes(
    'inline-flex max-w-full items-center justify-center gap-2 rounded-md border py-1 text-center font-medium transition-colors sm:whitespace-nowrap',
    large ? 'min-h-11 px-5 text-16' : 'min-h-9 px-3 text-14',
    'disabled:opacity-60 disabled:hover:bg-raised',
    kinds[kind],
  );
}

/** The button says the verb. At most one `primary` in sight. */
export function Button({
  kind = 'plain',
  large = false,
  type = 'submit',
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: Kind; large?: boolean }) {
  return <button type={type} className={classes(look(kind, large), className)} {...rest} />;
}

/** A link that looks like a button: it goes somewhere and changes nothing. `external` leaves this host. */
export function ButtonLink({
  to,
  external = false,
  kind = 'plain',
  large = false,
  className,
  children,
}: {
  to: string;
  external?: boolean;
  kind?: Kind;
  large?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const names = classes(look(kind, large), className);
  if (external)
    return (
      <a href={to} rel="noreferrer" className={names}>
        {children}
      </a>
    );
  return (
    <Link to={to} className={names}>
      {children}
    </Link>
  );
}
