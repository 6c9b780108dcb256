import { ageLimits, DISCORD_AGE, ELSEWHERE } from '#core/consent/rules/age-limits.ts';
import { brand } from '#core/platform/brand.ts';
import { RadioField, SelectField } from '../ui/Choice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { WelcomeProblem } from './props.ts';

/** Where somebody lives, and whether they have reached the age that goes with it: no birthday, nothing chosen beforehand. */
export function AgeQuestion({ problem }: { problem: WelcomeProblem | null }) {
  const { t } = useWords();
  const format = useFormat();
  const countries = Object.entries(ageLimits)
    .map(([code, years]) => ({ code, years, name: format.country(code) }))
    .sort((a, b) => format.compare(a.name, b.name));
  const error = (field: 'country' | 'oldEnough') => (problem?.[field] ? t(`welcome:problem.${field}`) : undefined);
  return (
    <section aria-labelledby="age" className="mt-10 border-t border-line pt-6">
      <h2 id="age" className="text-20 font-semibold">
        {t('welcome:age.title')}
      </h2>
      <p className="measure mt-2 text-16 text-ink-soft">{t('welcome:age.body', { brand: brand.name })}</p>
      <div className="mt-4 max-w-md space-y-5">
        <SelectField
          name="country"
          label={t('welcome:age.country')}
          nothing={t('welcome:age.choose')}
          options={[
            { value: ELSEWHERE, label: t('welcome:age.elsewhere', { years: DISCORD_AGE }) },
            ...countries.map(({ code, name, years }) => ({
              value: code,
              label: t('welcome:age.of', { country: name, years }),
            })),
          ]}
          defaultValue={problem?.chosen}
          error={error('country')}
        />
        <RadioField
          name="oldEnough"
          label={t('welcome:age.question')}
          options={[
            { value: 'yes', label: t('welcome:age.yes') },
            { value: 'no', label: t('welcome:age.no'), help: t('welcome:age.noNote') },
          ]}
          error={error('oldEnough')}
        />
      </div>
    </section>
  );
}
