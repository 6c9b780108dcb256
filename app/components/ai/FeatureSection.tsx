import { dollarsOf } from '#core/ai/rules/money.ts';
import type { FeatureEntry } from '#core/ai/rules/views.ts';
import { Described } from '../ui/Described.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { FeatureFigures } from './FeatureFigures.tsx';
import { useFeatureName } from './use-feature-name.ts';

const never = ['messages', 'secrets', 'masked', 'under-age'] as const;

/** One use of a model, as its entry has it. */
export function FeatureSection({ entry }: { entry: FeatureEntry }) {
  const { t } = useWords();
  const format = useFormat();
  const name = useFeatureName()(entry.name);
  const { feature, state } = entry;
  const { assessment, budget } = feature;
  const date = (day: string) => format.date(Date.parse(day), 'UTC');
  const money = (nanos: bigint) => format.dollars(dollarsOf(nanos));
  const ofEntry = (part: 'does' | 'assessment') =>
    t(`ai:feature.${entry.name}.${part}` as 'ai:feature.assistant.does', { defaultValue: '' });
  return (
    <section id={entry.name} aria-labelledby={`${entry.name}-title`} className="mt-12 scroll-mt-6">
      <h2 id={`${entry.name}-title`} className="text-20 font-semibold">
        {name}
      </h2>
      <div className="mt-3">
        <Described
          entries={[
            [t('ai:register.state'), <strong key="state">{t(`ai:state.${state}`)}</strong>],
            [t('ai:register.purpose'), ofEntry('does')],
            [t('ai:register.purposeOf'), t(`privacy:purpose.${feature.purpose}`)],
            [
              t('ai:register.sends'),
              <List key="sends" lines={feature.fields.map((field) => t(`ai:field.${field}`))} />,
            ],
            [t('ai:register.never'), <List key="never" lines={never.map((one) => t(`ai:never.${one}`))} />],
            [
              t('ai:register.optOut'),
              <List key="optOut" lines={feature.optOut.map((who) => t(`ai:register.${who}`))} />,
            ],
            [t('ai:register.underAge'), t('ai:register.underAgeRefused')],
            [
              t('ai:register.budget'),
              t('ai:register.budgetOf', { person: money(budget.personNanos), guild: money(budget.guildNanos) }),
            ],
            [
              t('ai:register.surfaces'),
              <List key="surfaces" lines={feature.surfaces.map((surface) => t(`ai:surface.${surface}`))} />,
            ],
            [t('ai:register.prompt'), format.count(feature.promptVersion)],
            [t('ai:register.review'), t('ai:register.reviewOf', { count: feature.reviewOneIn })],
            [
              t('ai:register.assessment'),
              <span key="assessment">
                {t('ai:register.assessmentOf', {
                  on: date(assessment.on),
                  by: assessment.by,
                  until: date(assessment.until),
                })}{' '}
                {ofEntry('assessment')} <code className="font-sans text-12 text-ink-faint">{assessment.document}</code>
              </span>,
            ],
          ]}
        />
      </div>
      <FeatureFigures name={entry.name} figures={entry.figures} />
    </section>
  );
}

function List({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="space-y-1">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
