import type { RegisterView } from '#core/ai/rules/views.ts';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Changes } from './Changes.tsx';
import { Evaluations } from './Evaluations.tsx';
import { FeatureSection } from './FeatureSection.tsx';
import { Vendors } from './Vendors.tsx';

export interface RegisterData {
  register: RegisterView;
  /** Decisions, who takes each, and what a model has to do with it; in words. */
  decisions: readonly { decision: string; who: string; model: string }[];
}

/** Every use of a model: what for, to whom, who can say no, and what became of it. */
export function RegisterPage({ register, decisions }: RegisterData) {
  const { t } = useWords();
  const format = useFormat();
  const { features, vendors, hasModel, unknown } = register;
  return (
    <>
      <PageHead
        title={t('ai:title')}
        reading
        lead={t('ai:lead')}
        links={[
          [paths.policy('ai'), t('ai:toPolicy')],
          [paths.trust, t('ai:toPromises')],
          [paths.ownAi, t('ai:toOwn')],
        ]}
      />
      <div className="space-y-4">
        {features.length === 0 ? <Notice title={t('ai:none')} /> : null}
        {hasModel ? null : (
          <Notice title={t('ai:state.no-model')}>
            <p>{t('ai:noModel')}</p>
          </Notice>
        )}
      </div>
      {features.map((entry) => (
        <FeatureSection key={entry.name} entry={entry} />
      ))}
      {unknown === 0 ? null : (
        <p className="mt-6 text-ink-soft">
          {t('ai:register.unknown', { number: unknown === 'few' ? t('ai:register.few') : format.count(unknown) })}
        </p>
      )}
      <Vendors vendors={vendors} />
      <section aria-labelledby="evaluations" className="mt-12">
        <h2 id="evaluations" className="text-20 font-semibold">
          {t('ai:evaluation.title')}
        </h2>
        <p className="measure mt-2 mb-3 text-ink-soft">{t('ai:evaluation.lead')}</p>
        <Evaluations runs={register.evaluations} />
      </section>
      <Changes changes={register.changes} />
      <section aria-labelledby="people" className="mt-12">
        <h2 id="people" className="text-20 font-semibold">
          {t('ai:people.title')}
        </h2>
        <p className="measure mt-2 text-ink-soft">{t('ai:people.lead')}</p>
        <div className="mt-3">
          <Table
            caption={t('ai:people.title')}
            head={
              <>
                <Th>{t('ai:people.decision')}</Th>
                <Th>{t('ai:people.who')}</Th>
                <Th>{t('ai:people.model')}</Th>
              </>
            }
          >
            {decisions.map(({ decision, who, model }) => (
              <Tr key={decision}>
                <Td className="min-w-48">{decision}</Td>
                <Td className="min-w-48 text-ink-soft">{who}</Td>
                <Td className="min-w-24 text-ink-soft">{model}</Td>
              </Tr>
            ))}
          </Table>
        </div>
      </section>
    </>
  );
}
