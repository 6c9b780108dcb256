import { Hash } from 'lucide-react';
import type { OverviewChannel } from '#core/analytics/rules.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { useFormat } from '../ui/format.ts';
import { useWords } from '../ui/words.ts';
import { ChannelName } from './ChannelName.tsx';
import { Meaning } from './Meaning.tsx';

const SHOWN = 10;

/** Messages by channel: a table whose rows carry their bar. Threads fold under their parent, former channels at the end. */
export function OverviewChannels({
  channels,
  none,
  hrefOf,
}: {
  channels: readonly OverviewChannel[];
  /** Said where nothing was written. */
  none: string;
  /** Where a channel's own numbers are. */
  hrefOf?: (channelId: string) => string;
}) {
  const { t } = useWords();
  const present = channels.filter((channel) => !channel.former);
  const former = channels.filter((channel) => channel.former);
  const rest = present.slice(SHOWN);
  const most = Math.max(0, ...channels.map((channel) => channel.messages));
  const title = t('analytics:channels.title');
  return (
    <section aria-labelledby="channels">
      <Definition id="channels" className="mb-3 text-16 font-semibold" term={title}>
        <Meaning of="channel" />
      </Definition>
      {channels.length === 0 ? (
        <p className="text-ink-soft">{none}</p>
      ) : (
        <ol className="space-y-2.5" aria-label={title}>
          {present.slice(0, SHOWN).map((channel) => (
            <ChannelRow key={channel.id} channel={channel} most={most} hrefOf={hrefOf} />
          ))}
        </ol>
      )}
      <Folded
        title={t('analytics:channels.rest', { count: rest.length })}
        channels={rest}
        most={most}
        hrefOf={hrefOf}
      />
      <Folded
        title={t('analytics:channels.former', { count: former.length })}
        channels={former}
        most={most}
        hrefOf={hrefOf}
      />
    </section>
  );
}

type HrefOf = ((channelId: string) => string) | undefined;

function Folded({
  title,
  channels,
  most,
  hrefOf,
}: {
  title: string;
  channels: readonly OverviewChannel[];
  most: number;
  hrefOf: HrefOf;
}) {
  const format = useFormat();
  if (channels.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="flex justify-between gap-4 rounded-sm text-ink-soft hover:text-ink">
        <span className="underline decoration-dotted underline-offset-4">{title}</span>
        <span className="tabular-nums">{format.count(channels.reduce((sum, one) => sum + one.messages, 0))}</span>
      </summary>
      <ol className="mt-2.5 space-y-2.5">
        {channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} most={most} hrefOf={hrefOf} />
        ))}
      </ol>
    </details>
  );
}

function ChannelRow({ channel, most, hrefOf }: { channel: OverviewChannel; most: number; hrefOf: HrefOf }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <li>
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <span className="flex min-w-0 items-baseline gap-1">
          <Hash aria-hidden="true" className="size-3.5 shrink-0 translate-y-0.5 text-ink-faint" />
          <ChannelName name={channel.name} id={channel.id} href={hrefOf?.(channel.id)} />
        </span>
        <span className="font-medium tabular-nums">{format.count(channel.messages)}</span>
      </div>
      <RowBar parts={[{ value: channel.messages, ink: 'bar' }]} whole={most} />
      {channel.threads.length > 0 ? (
        <details className="mt-1 pl-4.5 text-12">
          <summary className="inline-block rounded-sm text-ink-faint underline decoration-dotted underline-offset-4 hover:text-ink">
            {t('analytics:channels.threads', { count: channel.threads.length })}
          </summary>
          <ul className="mt-1 space-y-1 border-l border-line pl-3">
            {channel.threads.map((thread) => (
              <li key={thread.id} className="flex justify-between gap-4">
                <bdi className="truncate">{thread.name ?? t('analytics:channels.noThreadName', { id: thread.id })}</bdi>
                <span className="tabular-nums">{format.count(thread.messages)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
