import { Volume2 } from 'lucide-react';
import { type OverviewVoiceChannel, voiceTotalMs } from '#core/analytics/rules.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { useFormat } from '../ui/format.ts';
import { useWords } from '../ui/words.ts';
import { Meaning } from './Meaning.tsx';

const SHOWN = 8;
const parts = [
  { part: 'activeMs', ink: 'bar', word: 'active' },
  { part: 'mutedMs', ink: 'bar-mid', word: 'muted' },
  { part: 'deafenedMs', ink: 'bar-low', word: 'deafened' },
] as const;

/** Voice time by channel, in its three parts, each said in words under its bar. */
export function OverviewVoiceChannels({ channels }: { channels: readonly OverviewVoiceChannel[] }) {
  const { t } = useWords();
  const title = t('analytics:channels.voiceTitle');
  const present = channels.filter((channel) => !channel.former);
  const folded = channels.filter((channel) => channel.former);
  const rest = present.slice(SHOWN);
  const most = Math.max(0, ...channels.map(voiceTotalMs));
  return (
    <section aria-labelledby="voice-channels">
      <Definition id="voice-channels" className="mb-3 text-16 font-semibold" term={title}>
        <Meaning of="voice" />
      </Definition>
      {channels.length === 0 ? <p className="text-ink-soft">{t('analytics:channels.voiceNone')}</p> : null}
      <Rows channels={present.slice(0, SHOWN)} most={most} />
      {[
        { title: t('analytics:channels.rest', { count: rest.length }), list: rest },
        { title: t('analytics:channels.former', { count: folded.length }), list: folded },
      ].map(({ title, list }) =>
        list.length > 0 ? (
          <details key={title} className="mt-3">
            <summary className="text-ink-soft underline decoration-dotted underline-offset-4 hover:text-ink">
              {title}
            </summary>
            <div className="mt-2.5">
              <Rows channels={list} most={most} />
            </div>
          </details>
        ) : null,
      )}
    </section>
  );
}

function Rows({ channels, most }: { channels: readonly OverviewVoiceChannel[]; most: number }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <ol className="space-y-3">
      {channels.map((channel) => (
        <li key={channel.id}>
          <div className="mb-1 flex items-baseline justify-between gap-4">
            <span className="flex min-w-0 items-baseline gap-1">
              <Volume2 aria-hidden="true" className="size-3.5 shrink-0 translate-y-0.5 text-ink-faint" />
              <bdi className="truncate">{channel.name ?? t('analytics:channels.noName', { id: channel.id })}</bdi>
              {channel.inItNow > 0 ? (
                <span className="shrink-0 pl-1 text-12 text-good">
                  {t('analytics:channels.inItNow', { count: channel.inItNow })}
                </span>
              ) : null}
            </span>
            <span className="font-medium whitespace-nowrap tabular-nums">{format.duration(voiceTotalMs(channel))}</span>
          </div>
          <RowBar parts={parts.map(({ part, ink }) => ({ value: channel[part], ink }))} whole={most} />
          <p className="mt-1 flex flex-wrap gap-x-4 text-12 text-ink-soft tabular-nums">
            {parts.map(({ part, ink, word }) =>
              channel[part] > 0 ? (
                <span key={part} className="inline-flex items-center gap-1.5">
                  <svg className="size-2" aria-hidden="true">
                    <rect width="8" height="8" className={`chart-${ink}`} />
                  </svg>
                  {format.duration(channel[part])} {t(`analytics:channels.${word}`)}
                </span>
              ) : null,
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
