import { NavLink } from '@remix-run/react';
import { classes } from '../ui/classes.ts';
import { useWords } from '../ui/words.ts';
import type { Place } from './places.ts';

/** One line of the side bar. */
export function PlaceLink({ place: { key, to, Icon } }: { place: Place }) {
  const { t } = useWords();
  return (
    <NavLink
      to={to}
      end
      className={({ isActive }) =>
        classes(
          'flex min-h-9 items-center gap-2.5 rounded-md px-2',
          isActive ? 'bg-sunken font-semibold text-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink',
        )
      }
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {t(`ui:frame.${key}`)}
    </NavLink>
  );
}

/** One place of the bottom bar of a narrow screen. */
export function BarLink({ place: { key, to, Icon } }: { place: Place }) {
  const { t } = useWords();
  return (
    <NavLink
      to={to}
      end
      className={({ isActive }) =>
        classes(
          'flex min-w-0 flex-1 flex-col items-center justify-center gap-1 text-12',
          isActive ? 'font-semibold text-ink' : 'text-ink-soft',
        )
      }
    >
      <Icon aria-hidden="true" className="size-5" />
      <span className="max-w-full truncate px-1">{t(`ui:frame.${key}`)}</span>
    </NavLink>
  );
}
