import { type VoiceParts as Parts, voiceTotalMs } from '#core/analytics/rules.ts';
import { useFormat, useWords } from '../ui/words.ts';

export const voiceParts = [
  { part: 'activeMs', ink: 'bar', word: 'active' },
  { part: 'mutedMs', ink: 'bar-mid', word: 'muted' },
  { part: 'deafenedMs', ink: 'bar-low', word: 'deafened' },
] as const;

/** What voice time is made of, each part with the ink it is drawn in; alone time stands apart, it is no voice time. */
export function VoiceParts({ parts }: { parts: Parts & { aloneMs?: number } }) {
  const { t } = useWords();
  const format = useFormat();
  const whole = voiceTotalMs(parts);
  return (
    <p className="flex flex-wrap gap-x-4 text-12 text-ink-soft tabular-nums">
      {voiceParts.map(({ part, ink, word }) =>
        parts[part] > 0 ? (
          <span key={part} className="inline-flex items-center gap-1.5">
            <svg className="size-2" aria-hidden="true">
              <rect width="8" height="8" className={`chart-${ink}`} />
            </svg>
            {format.duration(parts[part])} {t(`analytics:channels.${word}`)}
            {parts.aloneMs === undefined ? null : ` (${format.percent(parts[part] / whole)})`}
          </span>
        ) : null,
      )}
      {parts.aloneMs ? (
        <span>{t('analytics:channels.alone', { duration: format.duration(parts.aloneMs) })}</span>
      ) : null}
    </p>
  );
}
