import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

export const inputLook =
  'block w-full min-h-9 rounded-md border border-edge bg-raised px-3 py-1.5 text-14 text-ink aria-invalid:border-bad aria-invalid:outline-bad';

/** One question: label above, what is wrong beside it, help below. */
export function Field({
  label,
  help,
  error,
  className,
  ...input
}: InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  help?: ReactNode;
  /** What is wrong with the value that was sent, already in words. */
  error?: string | undefined;
}) {
  const id = useId();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {error ? (
        <p id={`${id}-error`} className="mb-1 font-medium text-bad">
          {error}
        </p>
      ) : null}
      <input
        id={id}
        {...input}
        className={classes(inputLook)}
        {...(error ? { 'aria-invalid': true } : {})}
        {...(described ? { 'aria-describedby': described } : {})}
      />
      {help ? (
        <p id={`${id}-help`} className="mt-1 text-12 text-ink-faint">
          {help}
        </p>
      ) : null}
    </div>
  );
}
