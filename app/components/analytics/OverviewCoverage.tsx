import { type Gap, gapReasonKey, type Overview } from '#core/analytics/rules.ts';
import { CoverageBar } from '../charts/CoverageBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { hourGaps } from './hour-points.ts';
import { Meaning } from './Meaning.tsx';

const SHOWN = 4;

/** How much of the day was observed, where it was not, and why. */
export function OverviewCoverage({ overview }: { overview: Overview }) {
  const { t } = useWords();
  const format = useFormat();
  const { coverage, timeZone } = overview;
  const reason = (code: string) => t(`analytics:reason.${gapReasonKey(code)}`);
  const full = coverage.messages === 1 && coverage.voice === 1;
  const longest = [...coverage.gaps].sort((a, b) => length(b) - length(a));
  const shown = longest.slice(0, SHOWN).sort((a, b) => a.fromMs - b.fromMs);
  const rest = longest.slice(SHOWN);
  const summary = full
    ? t('analytics:coverage.full')
    : coverage.messages === 0 && coverage.voice === 0
      ? t('analytics:coverage.none')
      : t('analytics:coverage.share', { share: format.percent(coverage.messages) });
  return (
    <section aria-labelledby="coverage">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <Definition id="coverage" className="text-14 font-semibold" term={t('analytics:coverage.title')}>
          <Meaning of="coverage" />
        </Definition>
        <p className="text-12 text-ink-soft tabular-nums">
          {summary}
          {coverage.voice !== coverage.messages
            ? `. ${t('analytics:coverage.shareVoice', { share: format.percent(coverage.voice) })}`
            : null}
        </p>
      </div>
      <CoverageBar
        label={`${t('analytics:coverage.bar')}: ${summary}`}
        gaps={hourGaps(overview, 'messages', t)}
        fromMs={overview.fromMs}
        untilMs={Math.max(overview.asOfMs, ...coverage.gaps.map((gap) => gap.toMs))}
        toMs={overview.toMs}
      />
      {shown.length > 0 ? (
        <ul className="mt-3 space-y-1">
          {shown.map((gap) => (
            <li key={`${gap.fromMs}-${gap.kind}`} className="flex gap-3">
              <span aria-hidden="true" className="hatch mt-1 h-3 w-5 shrink-0 rounded-sm border border-edge" />
              <span className="min-w-0">
                <span className="font-medium tabular-nums">
                  {t('analytics:coverage.gap', {
                    from: format.time(gap.fromMs, timeZone),
                    to: format.time(gap.toMs, timeZone),
                  })}
                  {gap.kind === 'voice' ? ` (${t('analytics:coverage.voiceOnly')})` : ''}
                </span>{' '}
                <span className="text-ink-soft">
                  {reason(gap.reason)}
                  {gap.healing ? `. ${t(`analytics:healing.${gap.healing}`)}` : ''}
                </span>
              </span>
            </li>
          ))}
          {rest.length > 0 ? (
            <li className="ps-8 text-ink-faint">
              {t('analytics:coverage.moreGaps', {
                count: rest.length,
                duration: format.duration(rest.reduce((sum, gap) => sum + length(gap), 0)),
              })}
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

function length(gap: Gap): number {
  return gap.toMs - gap.fromMs;
}
