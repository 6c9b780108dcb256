import type { ReactNode } from 'react';
import type { Figure } from '#core/ai/rules/figures.ts';
import { dollarsOf } from '#core/ai/rules/money.ts';
import type { FeatureFigures as Figures } from '#core/ai/rules/views.ts';
import { callOutcomes, refusals } from '#core/ai/schema.ts';
import { Described } from '../ui/Described.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** What became of a use of a model in the last thirty days. */
export function FeatureFigures({ name, figures }: { name: string; figures: Figures }) {
  const { t } = useWords();
  const format = useFormat();
  const say = (figure: Figure) => (figure === 'few' ? t('ai:register.few') : format.count(figure));
  const known = (value: ReactNode) => value ?? t('ai:register.tooFew');
  const share = (value: number | null) => known(value === null ? null : format.percent(value));
  const lines = (parts: readonly (readonly [string, Figure])[]) =>
    parts.length === 0
      ? t('ai:register.nothing')
      : parts.map(([words, figure]) => `${words}: ${say(figure)}`).join('; ');
  const { tokensIn, tokensOut, costNanos, medianMs } = figures;
  return (
    <section aria-labelledby={`${name}-title ${name}-figures`} className="mt-6">
      <h3 id={`${name}-figures`} className="font-semibold">
        {t('ai:register.figures')}
      </h3>
      <p className="measure mb-3 text-12 text-ink-faint">{t('ai:register.figuresNote')}</p>
      <Described
        entries={[
          [
            t('ai:register.calls'),
            lines(
              callOutcomes.flatMap((one) =>
                figures.calls[one] === 0 ? [] : [[t(`ai:outcome.${one}`), figures.calls[one]] as const],
              ),
            ),
          ],
          [
            t('ai:register.refusals'),
            lines(
              refusals.flatMap((one) => {
                const figure = figures.refusals[one] ?? 0;
                return figure === 0 ? [] : [[t(`ai:refusal.${one}`), figure] as const];
              }),
            ),
          ],
          [t('ai:register.errors'), share(figures.errorShare)],
          [
            t('ai:register.tokens'),
            known(
              tokensIn === null || tokensOut === null
                ? null
                : t('ai:register.tokensOf', { in: format.count(tokensIn), out: format.count(tokensOut) }),
            ),
          ],
          [t('ai:register.cost'), known(costNanos === null ? null : format.dollars(dollarsOf(costNanos)))],
          [t('ai:register.median'), known(medianMs === null ? null : format.milliseconds(medianMs))],
          [t('ai:register.judged'), known(figures.judged === null ? null : format.count(figures.judged))],
          [t('ai:register.overridden'), share(figures.overriddenShare)],
          [t('ai:register.reviewed'), share(figures.reviewedShare)],
          [t('ai:register.wrong'), share(figures.wrongShare)],
        ]}
      />
    </section>
  );
}
