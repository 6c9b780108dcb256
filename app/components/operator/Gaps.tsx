import { gapReasonKey } from '#core/analytics/rules.ts';
import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { OperatorGap } from './props.ts';

export function Gaps({ gaps, nowMs }: { gaps: readonly OperatorGap[]; nowMs: number }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('operator:gaps.title');
  return (
    <Section id="gaps" title={title} body={gaps.length > 0 ? t('operator:gaps.body') : t('operator:gaps.none')}>
      {gaps.length === 0 ? null : (
        <Table
          caption={title}
          head={
            <>
              <Th number>{t('operator:gaps.shard')}</Th>
              <Th>{t('operator:gaps.scope')}</Th>
              <Th>{t('operator:gaps.kind')}</Th>
              <Th number>{t('operator:gaps.from')}</Th>
              <Th number>{t('operator:gaps.to')}</Th>
              <Th number>{t('operator:gaps.length')}</Th>
              <Th>{t('operator:gaps.reason')}</Th>
            </>
          }
        >
          {gaps.map((gap) => (
            <Tr key={gap.id} marked={gap.to === null}>
              <Td number>{gap.shardId}</Td>
              <Td>{gap.guildId ?? t('operator:gaps.everyGuild')}</Td>
              <Td>{gap.kind === 'voice' ? t('operator:gaps.voice') : t('operator:gaps.all')}</Td>
              <Td number>{format.moment(gap.from.getTime(), 'UTC')}</Td>
              <Td number>{gap.to ? format.moment(gap.to.getTime(), 'UTC') : t('operator:gaps.open')}</Td>
              <Td number>{format.duration((gap.to?.getTime() ?? nowMs) - gap.from.getTime())}</Td>
              <Td className="min-w-64 text-ink-soft">{t(`analytics:reason.${gapReasonKey(gap.reason)}`)}</Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
