import { Link } from '@remix-run/react';
import Hash from 'lucide-react/icons/hash';
import type { ChannelLists } from '#core/analytics/rules/channel-lists.ts';
import type { OverviewChannel } from '#core/analytics/rules.ts';
import { RowBar } from '../charts/RowBar.tsx';
import { Definition } from '../ui/Definition.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { type AllChannels, ChannelFolds } from './ChannelFolds.tsx';
import { ChannelName } from './ChannelName.tsx';
import { Meaning } from './Meaning.tsx';

const SHOWN = 10;

/** Messages by channel: rows that carry their bar. Threads fold under their parent, former channels at the end. */
export function OverviewChannels({
  channels,
  none,
  hrefOf,
  allHref,
  open = false,
}: {
  channels: ChannelLists<MessageChannel>;
  /** Said where nothing was written. */
  none: string;
  /** Where a channel's own numbers are. */
  hrefOf?: (channelId: string) => string;
} & AllChannels) {
  const { t } = useWords();
  const format = useFormat();
  const { present, former, most } = channels;
  const title = t('analytics:channels.title');
  const rows = (listed: readonly MessageChannel[], label?: string) => (
    <ol className="space-y-2.5" aria-label={label}>
      {listed.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} most={most} href={hrefOf?.(channel.id)} allHref={allHref} />
      ))}
    </ol>
  );
  return (
    <section aria-labelledby="channels">
      <Definition id="channels" className="mb-3 text-16 font-semibold" term={title}>
        <Meaning of="channel" />
      </Definition>
      {most === 0 ? <p className="text-ink-soft">{none}</p> : rows(present.listed.slice(0, SHOWN), title)}
      <ChannelFolds
        present={present}
        former={former}
        shown={SHOWN}
        measureOf={({ messages }) => messages}
        write={format.count}
        rows={rows}
        allHref={allHref}
        open={open}
      />
    </section>
  );
}

type MessageChannel = OverviewChannel & { moreThreads?: number };

function ChannelRow({
  channel,
  most,
  href,
  allHref,
}: {
  channel: MessageChannel;
  most: number;
  href: string | undefined;
  allHref: AllChannels['allHref'];
}) {
  const { t } = useWords();
  const format = useFormat();
  const { moreThreads = 0 } = channel;
  return (
    <li>
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <span className="flex min-w-0 items-baseline gap-1">
          <Hash aria-hidden="true" className="size-3.5 shrink-0 translate-y-0.5 text-ink-faint" />
          <ChannelName name={channel.name} id={channel.id} href={href} />
        </span>
        <span className="font-medium tabular-nums">{format.count(channel.messages)}</span>
      </div>
      <RowBar parts={[{ value: channel.messages, ink: 'bar' }]} whole={most} />
      {channel.threads.length > 0 ? (
        <details className="mt-1 ps-4.5 text-12">
          <summary className="inline-block rounded-sm text-ink-faint underline decoration-dotted underline-offset-4 hover:text-ink">
            {t('analytics:channels.threads', { count: channel.threads.length + moreThreads })}
          </summary>
          <ul className="mt-1 space-y-1 border-s border-line ps-3">
            {channel.threads.map((thread) => (
              <li key={thread.id} className="flex justify-between gap-4">
                <bdi className="truncate">{thread.name ?? t('analytics:channels.noThreadName', { id: thread.id })}</bdi>
                <span className="tabular-nums">{format.count(thread.messages)}</span>
              </li>
            ))}
            {moreThreads > 0 && allHref ? (
              <li>
                <Link to={allHref} className="rounded-sm text-ink-soft underline underline-offset-4 hover:text-ink">
                  {t('analytics:channels.allThreads')}
                </Link>
              </li>
            ) : null}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
