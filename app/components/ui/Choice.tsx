import { type ReactNode, useId } from 'react';
import { inputLook } from './Field.tsx';

interface Asking {
  label: string;
  help?: ReactNode;
  /** What is wrong with the value that was sent, already in words. */
  error?: string | undefined;
  name: string;
  defaultValue?: string | undefined;
}

function ariaOf(id: string, { error, help }: Pick<Asking, 'error' | 'help'>) {
  const ids = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ');
  return { ...(error ? { 'aria-invalid': true } : {}), ...(ids ? { 'aria-describedby': ids } : {}) };
}

function Label({ id, label, error }: { id: string; label: string; error?: string | undefined }) {
  return (
    <>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {error ? (
        <p id={`${id}-error`} className="mb-1 font-medium text-bad">
          {error}
        </p>
      ) : null}
    </>
  );
}

function Help({ id, help }: { id: string; help?: ReactNode }) {
  return help ? (
    <p id={`${id}-help`} className="mt-1 text-12 text-ink-faint">
      {help}
    </p>
  ) : null;
}

/** One of a list, and none of it chosen beforehand: `nothing` stands there until the person chooses, and may stay if `optional`. */
export function SelectField({
  nothing,
  options,
  optional = false,
  ...asking
}: Asking & { nothing: string; options: readonly { value: string; label: string }[]; optional?: boolean }) {
  const id = useId();
  return (
    <div>
      <Label id={id} {...asking} />
      <select
        id={id}
        name={asking.name}
        required={!optional}
        defaultValue={asking.defaultValue ?? ''}
        className={inputLook}
        {...ariaOf(id, asking)}
      >
        <option value="">{nothing}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Help id={id} help={asking.help} />
    </div>
  );
}

/** Words of more than a line; none, if `optional`. */
export function TextField({
  minLength,
  maxLength,
  optional = false,
  ...asking
}: Asking & { minLength?: number; maxLength: number; optional?: boolean }) {
  const id = useId();
  return (
    <div>
      <Label id={id} {...asking} />
      <textarea
        id={id}
        name={asking.name}
        required={!optional}
        rows={6}
        minLength={minLength}
        maxLength={maxLength}
        defaultValue={asking.defaultValue}
        className={inputLook}
        {...ariaOf(id, asking)}
      />
      <Help id={id} help={asking.help} />
    </div>
  );
}

/** One of a few, each with what it means; none is chosen beforehand. */
export function RadioField({
  options,
  ...asking
}: Asking & { options: readonly { value: string; label: string; help?: string }[] }) {
  const id = useId();
  return (
    <fieldset {...(asking.error ? { 'aria-describedby': `${id}-error` } : {})}>
      <legend className="mb-1 font-medium">{asking.label}</legend>
      {asking.error ? (
        <p id={`${id}-error`} className="mb-1 font-medium text-bad">
          {asking.error}
        </p>
      ) : null}
      <div className="space-y-2">
        {options.map(({ value, label, help }) => (
          <label key={value} className="flex min-h-9 items-start gap-3">
            <input
              type="radio"
              name={asking.name}
              value={value}
              required
              defaultChecked={asking.defaultValue === value}
              className="mt-1 size-4 shrink-0 accent-(--color-accent)"
            />
            <span>
              {label}
              {help ? <span className="block text-12 text-ink-faint">{help}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
