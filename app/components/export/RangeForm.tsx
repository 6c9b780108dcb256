import { Form, Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { Days, ExportData } from './props.ts';

const day = (text: string) => Date.parse(text);

/** Which days the files are about. */
export function RangeForm({
  guild,
  chosen,
  count,
  known,
  recorded,
  presets,
}: Pick<ExportData, 'guild' | 'chosen' | 'count' | 'known' | 'presets'> & { recorded: Days }) {
  const { t } = useWords();
  const { date } = useFormat();
  const spoken = (text: string) => date(day(text), 'UTC');
  const here = paths.export(guild.id);
  const ready = [
    { label: t('export:range.all'), ...recorded },
    ...presets.map(({ days, from, to }) => ({ label: t('export:range.last', { count: days }), from, to })),
  ];
  return (
    <section aria-labelledby="days" className="space-y-4 border-t border-line pt-6">
      <div>
        <h2 id="days" className="text-16 font-semibold">
          {t('export:range.title')}
        </h2>
        <p className="measure text-ink-soft">
          {t('export:range.body', { from: spoken(recorded.from), to: spoken(recorded.to) })}
        </p>
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {ready.map(({ label, from, to }) => (
          <Link
            key={label}
            to={`${here}?${new URLSearchParams({ from, to })}`}
            preventScrollReset
            className="link inline-flex min-h-6 items-center"
          >
            {label}
          </Link>
        ))}
      </p>
      <Form
        key={`${chosen.from} ${chosen.to}`}
        method="get"
        preventScrollReset
        className="flex max-w-xl flex-wrap items-end gap-3"
      >
        <Field
          type="date"
          name="from"
          label={t('export:range.from')}
          defaultValue={chosen.from}
          required
          className="min-w-40 flex-1"
        />
        <Field
          type="date"
          name="to"
          label={t('export:range.to')}
          defaultValue={chosen.to}
          required
          className="min-w-40 flex-1"
        />
        <Button>{t('export:range.show')}</Button>
      </Form>
      <p className="text-ink-soft tabular-nums">
        <span className="font-semibold text-ink">
          {t('export:range.chosen', { from: spoken(chosen.from), to: spoken(chosen.to) })}
        </span>{' '}
        · {t('export:range.known', { count, known })}
      </p>
    </section>
  );
}
