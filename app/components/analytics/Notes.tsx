import { Link } from '@remix-run/react';
import { paths } from '../paths.ts';
import { useFormat, useWords } from '../ui/words.ts';
import type { PeriodData } from './props.ts';

/** What admins wrote beside the days of the period, and where more is written. */
export function Notes({ data }: { data: Pick<PeriodData, 'annotations' | 'guild'> }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <section aria-labelledby="notes" className="border-t border-line pt-6">
      <h2 id="notes" className="text-14 font-semibold">
        {t('analytics:notes.title')}
      </h2>
      {data.annotations.length > 0 ? (
        <ul className="mt-2 space-y-1">
          {data.annotations.map((note) => (
            <li key={note.id} className="flex gap-3">
              <span className="w-32 shrink-0 text-ink-soft tabular-nums">{format.days(note.day, note.day)}</span>
              <bdi className="min-w-0 break-words">{note.text}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-2">
        <Link
          to={paths.annotations(data.guild.id)}
          className="text-ink-soft underline underline-offset-4 hover:text-ink"
        >
          {t('analytics:notes.edit')}
        </Link>
      </p>
    </section>
  );
}
