import { useId } from 'react';
import { ageLimits, DISCORD_AGE, ELSEWHERE } from '#core/consent/rules/age-limits.ts';
import { brand } from '#core/platform/brand.ts';
import { classes } from '../ui/classes.ts';
import { inputLook } from '../ui/Field.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { WelcomeProblem } from './props.ts';

/** Where somebody lives, and whether they have reached the age that goes with it: no birthday, nothing chosen beforehand. */
export function AgeQuestion({ problem }: { problem: WelcomeProblem | null }) {
  const { t } = useWords();
  const format = useFormat();
  const id = useId();
  const countries = Object.entries(ageLimits)
    .map(([code, years]) => ({ code, years, name: format.country(code) }))
    .sort((a, b) => format.compare(a.name, b.name));
  const error = (field: 'country' | 'oldEnough') =>
    problem?.[field] ? (
      <p id={`${id}-${field}`} className="mb-1 font-medium text-bad">
        {t(`welcome:problem.${field}`)}
      </p>
    ) : null;
  return (
    <section aria-labelledby={`${id}-title`} className="mt-10 border-t border-line pt-6">
      <h2 id={`${id}-title`} className="text-20 font-semibold">
        {t('welcome:age.title')}
      </h2>
      <p className="measure mt-2 text-16 text-ink-soft">{t('welcome:age.body', { brand: brand.name })}</p>
      <div className="mt-4 max-w-md">
        <label htmlFor={id} className="mb-1 block font-medium">
          {t('welcome:age.country')}
        </label>
        {error('country')}
        <select
          id={id}
          name="country"
          required
          defaultValue={problem?.chosen ?? ''}
          className={classes(inputLook)}
          {...(problem?.country ? { 'aria-invalid': true, 'aria-describedby': `${id}-country` } : {})}
        >
          <option value="">{t('welcome:age.choose')}</option>
          <option value={ELSEWHERE}>{t('welcome:age.elsewhere', { years: DISCORD_AGE })}</option>
          {countries.map(({ code, name, years }) => (
            <option key={code} value={code}>
              {t('welcome:age.of', { country: name, years })}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="mt-5" {...(problem?.oldEnough ? { 'aria-describedby': `${id}-oldEnough` } : {})}>
        <legend className="mb-1 font-medium">{t('welcome:age.question')}</legend>
        {error('oldEnough')}
        {(['yes', 'no'] as const).map((answer) => (
          <label key={answer} className="flex min-h-9 items-center gap-2.5">
            <input type="radio" name="oldEnough" value={answer} required className="size-4 shrink-0" />
            <span className="min-w-0">
              {t(`welcome:age.${answer}`)}
              {answer === 'no' ? <span className="block text-12 text-ink-faint">{t('welcome:age.noNote')}</span> : null}
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
