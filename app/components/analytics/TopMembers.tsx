import { topMeasures } from '#core/analytics/top-members.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { useFormat } from '../ui/format.ts';
import { useWords } from '../ui/words.ts';
import { Meaning } from './Meaning.tsx';
import type { MembersData } from './props.ts';

/** Who wrote most and who was in voice longest: the only place where members are named. */
export function TopMembers({ data: { top, timeZone } }: { data: MembersData }) {
  const { t } = useWords();
  const format = useFormat();
  const { lists, day } = top;
  return (
    <section aria-labelledby="top" className="border-t border-line pt-8">
      <Definition id="top" className="text-16 font-semibold" term={t('analytics:top.title')}>
        <Meaning of="topMember" />
      </Definition>
      <p className="mb-4 text-12 text-ink-faint tabular-nums">
        {day === null
          ? t('analytics:top.none')
          : `${format.days(day - top.days + 1, day)} · ${t('analytics:zone', { zone: format.zone(timeZone) })}`}
      </p>
      {lists === null ? <p className="text-ink-soft">{t('analytics:top.namesUnknown')}</p> : null}
      {lists && day !== null ? (
        <div className="grid grid-cols-1 gap-x-16 gap-y-8 lg:grid-cols-2">
          {topMeasures.map((measure) => {
            const title = t(`analytics:top.${measure}`);
            const most = lists[measure][0]?.value ?? 0;
            return (
              <div key={measure}>
                <h3 className="mb-3 text-14 font-semibold">{title}</h3>
                {lists[measure].length === 0 ? (
                  <p className="text-ink-soft">{t('analytics:top.nobody')}</p>
                ) : (
                  <ol className="space-y-2.5" aria-label={title}>
                    {lists[measure].map(({ userId, name, value }) => (
                      <li key={userId}>
                        <div className="mb-1 flex items-baseline justify-between gap-4">
                          <bdi className="truncate">{name}</bdi>
                          <span className="font-medium whitespace-nowrap tabular-nums">
                            {measure === 'voice' ? format.duration(value) : format.count(value)}
                          </span>
                        </div>
                        <RowBar parts={[{ value, ink: 'bar' }]} whole={most} />
                      </li>
                    ))}
                  </ol>
                )}
              </div>
            );
          })}
        </div>
      ) : null}
    </section>
  );
}
