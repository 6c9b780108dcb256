import { useFetcher } from '@remix-run/react';
import type { FormEvent, ReactNode } from 'react';
import type { AskProblem } from './props.ts';

/** A form whose page stays where it is while it is sent; without JavaScript it leads back to where it stood. */
export function QuietForm({
  fields,
  refused = null,
  children,
}: {
  fields: Readonly<Record<string, string>>;
  /** What is said where it was refused. */
  refused?: ReactNode;
  children: ReactNode;
}) {
  const fetcher = useFetcher<AskProblem | null>();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const form = new FormData(event.currentTarget, submitter);
    form.set('quiet', '1');
    fetcher.submit(form, { method: 'post' });
  };
  return (
    <fetcher.Form method="post" onSubmit={send} className="flex flex-wrap gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {fetcher.data?.kind ? refused : null}
    </fetcher.Form>
  );
}
