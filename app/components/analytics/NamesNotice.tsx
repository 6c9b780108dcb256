import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../ui/words.ts';
import type { ChannelNames } from './props.ts';

/** Why channels go by their ids; nothing where they have names. */
export function NamesNotice({ names }: { names: ChannelNames }) {
  const { t } = useWords();
  if (names === 'known') return null;
  return <Notice title={t(`analytics:channels.names.${names}`)} />;
}
