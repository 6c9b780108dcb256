import { dollarsOf } from '#core/ai/rules/money.ts';
import { paths } from '../paths.ts';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { Choices } from './Choices.tsx';
import type { GuildAiData } from './props.ts';
import { useFeatureName } from './use-feature-name.ts';

/** Whether models may be used for a guild, and what was used up for it today. */
export function GuildAiPage({ offered, use, done }: GuildAiData) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  const title = t('ai:guild.today');
  return (
    <>
      <PageHead title={t('ai:guild.title')} lead={t('ai:guild.lead')} links={[[paths.ai, t('ai:title')]]} />
      {done ? (
        <div className="mb-8">
          <Notice tone="good" announce title={t('ai:own.done')} />
        </div>
      ) : null}
      <div className="space-y-10">
        <Choices
          offered={offered.map(({ name }) => name)}
          out={use.out}
          words={{ body: t('ai:guild.choiceBody'), isOut: t('ai:guild.isOut'), isOutByAll: t('ai:guild.isOutByAll') }}
        />
        <Section id="today" title={title}>
          {use.today.length === 0 ? (
            <p className="text-ink-soft">{t('ai:guild.todayNone')}</p>
          ) : (
            <Table
              caption={title}
              head={
                <>
                  <Th>{t('ai:own.use')}</Th>
                  <Th number>{t('ai:guild.calls')}</Th>
                  <Th number>{t('ai:guild.spent')}</Th>
                  <Th number>{t('ai:guild.most')}</Th>
                </>
              }
            >
              {use.today.map(({ feature, calls, spentNanos }) => {
                const most = offered.find(({ name }) => name === feature)?.mostNanos;
                return (
                  <Tr key={feature}>
                    <Td>{nameOf(feature)}</Td>
                    <Td number>{format.count(calls)}</Td>
                    <Td number>{format.dollars(dollarsOf(spentNanos))}</Td>
                    <Td number>{most === undefined ? null : format.dollars(dollarsOf(most))}</Td>
                  </Tr>
                );
              })}
            </Table>
          )}
        </Section>
      </div>
    </>
  );
}
