import { ACTIVE_VOICE_MS, type Comparison, MARKED_UNDER, type Overview, voiceTotalMs } from '#core/analytics/rules.ts';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Meaning } from './Meaning.tsx';
import { Stat } from './Stat.tsx';

/** The three figures of the day. */
export function OverviewStats({ overview }: { overview: Overview }) {
  const { t } = useWords();
  const format = useFormat();
  const { coverage, timeZone, people } = overview;
  const range = (
    <p>
      {t('analytics:figure.range', {
        from: format.time(overview.fromMs, timeZone),
        to: format.timeExact(overview.asOfMs, timeZone),
      })}
      {' · '}
      {t('analytics:coverage.share', { share: format.percent(coverage.messages) })}
    </p>
  );
  const since = countedSince(overview);
  const partial = (share: number) => {
    if (share >= MARKED_UNDER) return null;
    if (since !== null) return t('analytics:coverage.since', { time: format.time(since, timeZone) });
    return t('analytics:coverage.atLeast', { share: format.percent(share) });
  };
  const exact = (value: number) =>
    format.glance(value) === format.count(value) ? null : t('analytics:figure.exact', { value: format.count(value) });
  const voiceMs = voiceTotalMs(overview.voice);
  return (
    <div className="grid divide-line max-sm:divide-y sm:grid-cols-3 sm:divide-x">
      <Stat
        term={
          <Definition className="text-14 font-medium text-ink-soft" term={t('analytics:figure.messages')}>
            <Meaning of="message" />
            {range}
          </Definition>
        }
        value={format.glance(overview.messages)}
        exact={exact(overview.messages)}
        coverage={partial(coverage.messages)}
        change={
          <Change comparison={overview.comparison} of="messages" timeZone={timeZone} formatValue={format.count} />
        }
      />
      <Stat
        term={
          <Definition className="text-14 font-medium text-ink-soft" term={t('analytics:figure.voice')}>
            <Meaning of="voice" />
            {range}
          </Definition>
        }
        value={format.duration(voiceMs)}
        exact={null}
        coverage={partial(coverage.voice)}
        change={
          <Change comparison={overview.comparison} of="voiceMs" timeZone={timeZone} formatValue={format.duration} />
        }
      >
        {overview.inVoiceNow > 0 ? t('analytics:figure.inVoiceNow', { count: overview.inVoiceNow }) : null}
      </Stat>
      <Stat
        term={
          <Definition className="text-14 font-medium text-ink-soft" term={t('analytics:figure.active')}>
            <Meaning of="active" />
            {range}
          </Definition>
        }
        value={format.glance(people.active)}
        exact={exact(people.active)}
        coverage={partial(Math.min(coverage.messages, coverage.voice))}
      >
        {t('analytics:figure.posters', { count: people.posters })}
        {' · '}
        {t('analytics:figure.speakers', { count: people.voice, minutes: ACTIVE_VOICE_MS / 60_000 })}
      </Stat>
    </div>
  );
}

/** When counting began, where that alone is why the day is not known whole. */
function countedSince({ coverage, countingSinceMs, fromMs }: Overview): number | null {
  const [first, ...others] = coverage.gaps;
  const onlyBefore = first?.reason === 'not-counted' && first.fromMs === fromMs && first.toMs === countingSinceMs;
  return onlyBefore && others.length === 0 ? countingSinceMs : null;
}

function Change({
  comparison,
  of,
  timeZone,
  formatValue,
}: {
  comparison: Comparison | null;
  of: 'messages' | 'voiceMs';
  timeZone: string;
  formatValue: (value: number) => string;
}) {
  const { t } = useWords();
  const format = useFormat();
  const pair = comparison?.[of];
  if (!comparison || !pair) return null;
  const { today, before } = pair;
  const time = format.time(comparison.untilMs, timeZone);
  const note = t('analytics:change.note', { today: formatValue(today), before: formatValue(before) });
  if (today === before) return <p title={note}>{t('analytics:change.same', { time })}</p>;
  if (before === 0) return <p title={note}>{t('analytics:change.fromNothing', { time })}</p>;
  return (
    <p title={note}>
      <span className="font-semibold text-ink">{format.change(today, before)}</span>{' '}
      {today > before ? t('analytics:change.more', { time }) : t('analytics:change.less', { time })}
    </p>
  );
}
