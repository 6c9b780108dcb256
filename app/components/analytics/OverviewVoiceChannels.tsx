import Volume2 from 'lucide-react/icons/volume-2';
import type { ChannelLists } from '#core/analytics/rules/channel-lists.ts';
import { type OverviewVoiceChannel, voiceTotalMs } from '#core/analytics/rules.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { type AllChannels, ChannelFolds } from './ChannelFolds.tsx';
import { ChannelName } from './ChannelName.tsx';
import { Meaning } from './Meaning.tsx';
import { VoiceParts, voiceParts } from './VoiceParts.tsx';

const SHOWN = 8;

/** Voice time by channel, in its three parts, each said in words under its bar. */
export function OverviewVoiceChannels({
  channels,
  none,
  hrefOf,
  allHref,
  open = false,
}: {
  channels: ChannelLists<VoiceRow>;
  /** Said where nobody was in voice. */
  none: string;
  /** Where a channel's own numbers are. */
  hrefOf?: (channelId: string) => string;
} & AllChannels) {
  const { t } = useWords();
  const format = useFormat();
  const { present, former, most } = channels;
  const rows = (listed: readonly VoiceRow[]) => <Rows channels={listed} most={most} hrefOf={hrefOf} />;
  return (
    <section aria-labelledby="voice-channels">
      <Definition id="voice-channels" className="mb-3 text-16 font-semibold" term={t('analytics:channels.voiceTitle')}>
        <Meaning of="voice" />
      </Definition>
      {present.channels + former.channels === 0 ? <p className="text-ink-soft">{none}</p> : null}
      {rows(present.listed.slice(0, SHOWN))}
      <ChannelFolds
        present={present}
        former={former}
        shown={SHOWN}
        measureOf={voiceTotalMs}
        write={format.duration}
        rows={rows}
        allHref={allHref}
        open={open}
      />
    </section>
  );
}

type VoiceRow = Omit<OverviewVoiceChannel, 'inItNow'> & { inItNow?: number; peak?: number | null };

function Rows({
  channels,
  most,
  hrefOf,
}: {
  channels: readonly VoiceRow[];
  most: number;
  hrefOf: ((channelId: string) => string) | undefined;
}) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <ol className="space-y-3">
      {channels.map((channel) => (
        <li key={channel.id}>
          <div className="mb-1 flex items-baseline justify-between gap-4">
            <span className="flex min-w-0 items-baseline gap-1">
              <Volume2 aria-hidden="true" className="size-3.5 shrink-0 translate-y-0.5 text-ink-faint" />
              <ChannelName name={channel.name} id={channel.id} href={hrefOf?.(channel.id)} />
              {channel.inItNow ? (
                <span className="shrink-0 ps-1 text-12 text-good">
                  {t('analytics:channels.inItNow', { count: channel.inItNow })}
                </span>
              ) : null}
            </span>
            <span className="font-medium whitespace-nowrap tabular-nums">{format.duration(voiceTotalMs(channel))}</span>
          </div>
          <RowBar parts={voiceParts.map(({ part, ink }) => ({ value: channel[part], ink }))} whole={most} />
          <div className="mt-1 flex flex-wrap gap-x-4 text-12 text-ink-soft tabular-nums">
            <VoiceParts
              parts={{ activeMs: channel.activeMs, mutedMs: channel.mutedMs, deafenedMs: channel.deafenedMs }}
            />
            {channel.peak ? <span>{t('analytics:channels.peak', { count: channel.peak })}</span> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
