import { useFormat, useWords } from '../ui/words.ts';
import type { HeldCell } from './held-props.ts';

/** One value. Times are UTC; names and ids are nobody's words here, so they stand apart from the language around them. */
export function HeldValue({ cell }: { cell: HeldCell }) {
  const { t } = useWords();
  const format = useFormat();
  switch (cell.is) {
    case 'moment':
      return <time dateTime={new Date(cell.ms).toISOString()}>{format.moment(cell.ms, 'UTC')}</time>;
    case 'day':
      return <time>{format.days(cell.day, cell.day)}</time>;
    case 'duration':
      return <time>{format.duration(cell.ms)}</time>;
    case 'count':
      return <>{format.count(cell.value)}</>;
    case 'counts':
      return (
        <>
          {t('privacy-centre:value.counts', {
            messages: format.count(cell.messages),
            voice: format.duration(cell.voiceMs),
          })}
        </>
      );
    case 'money':
      return <bdi>{format.money(cell.amount, cell.currency)}</bdi>;
    case 'guild':
      if (cell.id === null) return <>{t('privacy-centre:me.everywhere')}</>;
      return <bdi>{cell.name ?? cell.id}</bdi>;
    case 'channel':
      return (
        <a href={`https://discord.com/channels/${cell.guildId}/${cell.id}`} rel="noreferrer" className="link">
          {cell.id}
        </a>
      );
    case 'words':
      return <bdi>{cell.text}</bdi>;
    case 'code':
      return <code className="font-sans break-all">{cell.text}</code>;
    default:
      return <span className="text-ink-soft">{t(`privacy-centre:value.${cell.is}`)}</span>;
  }
}
