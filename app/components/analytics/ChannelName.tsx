import { Link } from '@remix-run/react';
import { useWords } from '../ui/words.ts';

/** A channel by its name, or by its id where the name is not known. */
export function ChannelName({ name, id, href }: { name: string | null; id: string; href: string | undefined }) {
  const { t } = useWords();
  const words = name ?? t('analytics:channels.noName', { id });
  if (href === undefined) return <bdi className="truncate">{words}</bdi>;
  return (
    <Link to={href} className="min-w-0 truncate rounded-sm hover:underline hover:underline-offset-4">
      <bdi>{words}</bdi>
    </Link>
  );
}
