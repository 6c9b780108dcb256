import { Form, useLocation } from '@remix-run/react';
import { directionOf, nameOfLocale } from '#core/i18n/rules.ts';
import { paths } from '../paths.ts';
import { classes } from '../ui/classes.ts';
import { useWords } from '../ui/words.ts';
import type { FrameData } from './props.ts';

/** Each language by its own name, or what the browser asks for. Comes back to the page it was sent from. */
export function LanguageForm({ language: { chosen, offered } }: { language: FrameData['language'] }) {
  const { t } = useWords();
  const { pathname, search } = useLocation();
  const look = (isChosen: boolean) =>
    classes(
      'min-h-9 rounded-md border px-2 text-start text-12',
      isChosen ? 'border-edge bg-sunken font-semibold text-ink' : 'border-transparent text-ink-soft hover:bg-sunken',
    );
  return (
    <Form method="post" action={paths.preferences} preventScrollReset>
      <input type="hidden" name="redirectTo" value={`${pathname}${search}`} />
      <fieldset>
        <legend className="mb-1 text-12 text-ink-faint">{t('ui:language.title')}</legend>
        <div className="grid grid-cols-2 gap-1">
          <button type="submit" name="locale" value="" aria-pressed={chosen === null} className={look(chosen === null)}>
            {t('ui:language.browser')}
          </button>
          {offered.map((locale) => (
            <button
              key={locale}
              type="submit"
              name="locale"
              value={locale}
              aria-pressed={chosen === locale}
              className={look(chosen === locale)}
            >
              <bdi lang={locale} dir={directionOf(locale)}>
                {nameOfLocale(locale)}
              </bdi>
            </button>
          ))}
        </div>
      </fieldset>
    </Form>
  );
}
