import { shareRight } from '#core/ai/rules/evaluate.ts';
import type { EvaluationRun } from '#core/ai/rules/views.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { useFeatureName } from './use-feature-name.ts';

/** How often models were right on questions with known answers, set by set. */
export function Evaluations({ runs }: { runs: readonly EvaluationRun[] }) {
  const { t } = useWords();
  const nameOf = useFeatureName();
  if (runs.length === 0) return <p className="text-ink-soft">{t('ai:evaluation.none')}</p>;
  return (
    <div className="space-y-6">
      {[...new Set(runs.map(({ evaluation }) => evaluation))].map((name) => {
        const own = runs.filter(({ evaluation }) => evaluation === name);
        const words = t(`ai:evaluation.set.${name}` as 'ai:evaluation.set.totals', { defaultValue: name });
        return (
          <Runs
            key={name}
            caption={t('ai:evaluation.trend', { name: words, feature: nameOf(own[0]?.feature ?? '') })}
            runs={own}
          />
        );
      })}
    </div>
  );
}

function Runs({ caption, runs }: { caption: string; runs: readonly EvaluationRun[] }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <div>
      <h3 className="mb-2 font-semibold">{caption}</h3>
      <Table
        caption={caption}
        head={
          <>
            <Th>{t('ai:evaluation.at')}</Th>
            <Th>{t('ai:evaluation.model')}</Th>
            <Th number>{t('ai:evaluation.right')}</Th>
            <Th number>{t('ai:evaluation.failed')}</Th>
          </>
        }
      >
        {runs.map((run) => (
          <Tr key={run.at.toISOString()}>
            <Td className="whitespace-nowrap">{format.date(run.at.getTime(), 'UTC')}</Td>
            <Td className="break-all">
              <bdi>{run.model}</bdi>
            </Td>
            <Td number>
              {format.percent(shareRight(run))}{' '}
              <span className="text-ink-soft">
                {t('ai:evaluation.rightOf', { right: format.count(run.right), asked: format.count(run.asked) })}
              </span>
            </Td>
            <Td number>{format.count(run.failed)}</Td>
          </Tr>
        ))}
      </Table>
    </div>
  );
}
