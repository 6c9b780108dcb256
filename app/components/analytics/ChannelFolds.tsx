import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { ChannelList } from '#core/analytics/rules/channel-lists.ts';
import { useWords } from '../ui/words.ts';

export interface AllChannels {
  /** Where every channel and thread is listed, if that is elsewhere. */
  allHref?: string | undefined;
  /** Whether the folds are open at first. */
  open?: boolean;
}

/** What a list of channels does not show at once: the smaller ones, and the former ones; each fold says what it holds. */
export function ChannelFolds<Channel>({
  present,
  former,
  shown,
  measureOf,
  write,
  rows,
  allHref,
  open,
}: {
  present: ChannelList<Channel>;
  former: ChannelList<Channel>;
  /** So many of the present ones stand above. */
  shown: number;
  measureOf: (channel: Channel) => number;
  write: (value: number) => string;
  rows: (channels: readonly Channel[]) => ReactNode;
  allHref: AllChannels['allHref'];
  open: boolean;
}) {
  const { t } = useWords();
  const above = present.listed.slice(0, shown);
  const folds = [
    {
      title: t('analytics:channels.rest', { count: present.channels - above.length }),
      channels: present.channels - above.length,
      value: present.value - above.reduce((sum, channel) => sum + measureOf(channel), 0),
      listed: present.listed.slice(shown),
    },
    { title: t('analytics:channels.former', { count: former.channels }), ...former },
  ];
  return folds.map(({ title, channels, value, listed }) =>
    channels > 0 ? (
      <details key={title} className="mt-3" open={open}>
        <summary className="flex justify-between gap-4 rounded-sm text-ink-soft hover:text-ink">
          <span className="underline decoration-dotted underline-offset-4">{title}</span>
          <span className="tabular-nums">{write(value)}</span>
        </summary>
        <div className="mt-2.5">{rows(listed)}</div>
        {channels > listed.length && allHref ? (
          <p className="mt-3">
            <Link to={allHref} className="rounded-sm text-ink-soft underline underline-offset-4 hover:text-ink">
              {t('analytics:channels.all', { count: channels - listed.length })}
            </Link>
          </p>
        ) : null}
      </details>
    ) : null,
  );
}
