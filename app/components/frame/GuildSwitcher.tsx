import { Link } from '@remix-run/react';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { paths } from '../paths.ts';
import { classes } from '../ui/classes.ts';
import { GuildIcon } from '../ui/GuildIcon.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../ui/words.ts';
import type { FrameData } from './props.ts';

/** The guild in sight, and the way to another. */
export function GuildSwitcher({ guild, guilds }: Pick<FrameData, 'guild' | 'guilds'>) {
  const { t } = useWords();
  return (
    <Popover
      {...(guild ? { label: t('ui:frame.switchServer', { name: guild.name }) } : {})}
      buttonClassName="flex min-h-11 w-full min-w-0 items-center gap-2.5 rounded-md border border-line bg-raised px-2 hover:bg-sunken"
      panelClassName="max-h-[min(28rem,80dvh)] overflow-y-auto p-2"
      button={
        <>
          {guild ? <GuildIcon name={guild.name} /> : null}
          <span className={classes('min-w-0 flex-1 truncate text-start', guild ? 'font-semibold' : 'text-ink-soft')}>
            <bdi>{guild?.name ?? t('ui:frame.servers')}</bdi>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </>
      }
    >
      <ul>
        {guilds.map((one) => (
          <li key={one.id}>
            <Link
              to={paths.today(one.id)}
              className={classes(
                'flex min-h-9 items-center gap-2.5 rounded-md px-2 hover:bg-sunken',
                one.id === guild?.id && 'font-semibold',
              )}
              {...(one.id === guild?.id ? { 'aria-current': 'true' } : {})}
            >
              <GuildIcon name={one.name} />
              <bdi className="truncate">{one.name}</bdi>
            </Link>
          </li>
        ))}
        <li className={classes(guilds.length > 0 && 'mt-2 border-t border-line pt-2')}>
          <Link to={paths.guilds} className="flex min-h-9 items-center rounded-md px-2 text-ink-soft hover:bg-sunken">
            {t('ui:frame.allServers')}
          </Link>
        </li>
      </ul>
    </Popover>
  );
}
