import { Form } from '@remix-run/react';
import { useId } from 'react';
import { nameOfLocale } from '#core/i18n/rules.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { inputLook } from '../ui/Field.tsx';
import { Section } from '../ui/Section.tsx';
import { useWords } from '../ui/words.ts';
import type { AccountData } from './props.ts';

const themes = ['system', 'light', 'dark'] as const;

/** In which language and light the person wants pages. */
export function PreferencesForm({ theme, locale, locales }: Pick<AccountData, 'theme' | 'locale' | 'locales'>) {
  const { t } = useWords();
  const id = useId();
  return (
    <Section id="preferences" title={t('accounts:page.preferences.title')} body={t('accounts:page.preferences.body')}>
      <Form method="post" action={paths.preferences} className="max-w-md space-y-4" preventScrollReset>
        <input type="hidden" name="redirectTo" value={`${paths.account}?done=preferences`} />
        <div>
          <label htmlFor={id} className="mb-1 block font-medium">
            {t('accounts:page.preferences.locale')}
          </label>
          <select id={id} name="locale" defaultValue={locale ?? ''} className={inputLook}>
            <option value="">{t('accounts:page.preferences.asBrowser')}</option>
            {locales.map((one) => (
              <option key={one} value={one} lang={one}>
                {nameOfLocale(one)}
              </option>
            ))}
          </select>
        </div>
        <fieldset>
          <legend className="mb-1 font-medium">{t('accounts:page.preferences.theme')}</legend>
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            {themes.map((one) => (
              <label key={one} className="flex min-h-9 items-center gap-2">
                <input type="radio" name="theme" value={one} defaultChecked={(theme ?? 'system') === one} />
                {t(`ui:theme.${one}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <Button>{t('accounts:page.preferences.save')}</Button>
      </Form>
    </Section>
  );
}
