import { Form, useLocation } from '@remix-run/react';
import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { paths } from '../paths.ts';
import { classes } from '../ui/classes.ts';
import { useWords } from '../ui/words.ts';
import type { FrameData } from './props.ts';

const choices = [
  { value: 'system', Icon: Monitor },
  { value: 'light', Icon: Sun },
  { value: 'dark', Icon: Moon },
] as const;

/** Light, dark, or as the device says. Comes back to the page it was sent from. */
export function ThemeForm({ theme }: { theme: FrameData['theme'] }) {
  const { t } = useWords();
  const { pathname, search } = useLocation();
  return (
    <Form method="post" action={paths.preferences} preventScrollReset>
      <input type="hidden" name="redirectTo" value={`${pathname}${search}`} />
      <fieldset>
        <legend className="mb-1 text-12 text-ink-faint">{t('ui:theme.title')}</legend>
        <div className="flex gap-1">
          {choices.map(({ value, Icon }) => {
            const chosen = (theme ?? 'system') === value;
            return (
              <button
                key={value}
                type="submit"
                name="theme"
                value={value}
                aria-pressed={chosen}
                className={classes(
                  'flex min-h-9 flex-1 items-center justify-center gap-1.5 rounded-md border px-2 text-12',
                  chosen ? 'border-edge bg-sunken font-semibold' : 'border-transparent text-ink-soft hover:bg-sunken',
                )}
              >
                <Icon aria-hidden="true" className="size-3.5 shrink-0" />
                {t(`ui:theme.${value}`)}
              </button>
            );
          })}
        </div>
      </fieldset>
    </Form>
  );
}
