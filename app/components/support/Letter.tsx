import { useId } from 'react';
import { inputLook } from '../ui/Field.tsx';

/** A field for many lines. */
export function Letter({
  name,
  label,
  help,
  value,
  error,
}: {
  name: string;
  label: string;
  help: string;
  value?: string | undefined;
  /** What is wrong with the words that were sent. */
  error?: string | undefined;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {error ? (
        <p id={`${id}-error`} className="mb-1 font-medium text-bad">
          {error}
        </p>
      ) : null}
      <textarea
        id={id}
        name={name}
        rows={8}
        required
        minLength={10}
        maxLength={4_000}
        defaultValue={value}
        className={inputLook}
        aria-describedby={error ? `${id}-error ${id}-help` : `${id}-help`}
        {...(error ? { 'aria-invalid': true } : {})}
      />
      <p id={`${id}-help`} className="mt-1 text-12 text-ink-faint">
        {help}
      </p>
    </div>
  );
}
