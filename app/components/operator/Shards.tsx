import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { shardHealth } from './health.ts';
import type { OperatorShard } from './props.ts';
import { State } from './State.tsx';

export function Shards({ shards }: { shards: readonly OperatorShard[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('operator:shards.title');
  const ago = (ms: number | null) =>
    ms === null ? '–' : t('operator:clusters.ago', { duration: format.milliseconds(ms) });
  return (
    <Section id="shards" title={title}>
      {shards.length === 0 ? (
        <p className="text-ink-soft">{t('operator:shards.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('operator:shards.id')}</Th>
              <Th>{t('operator:shards.state')}</Th>
              <Th number>{t('operator:shards.cluster')}</Th>
              <Th number>{t('operator:shards.lag')}</Th>
              <Th number>{t('operator:shards.observed')}</Th>
              <Th number>{t('operator:shards.sequence')}</Th>
              <Th number>{t('operator:shards.epoch')}</Th>
              <Th number>{t('operator:shards.lease')}</Th>
            </>
          }
        >
          {shards.map((shard) => (
            <Tr key={`${shard.shardCount}-${shard.shardId}`}>
              <Td className="whitespace-nowrap">
                <span className="font-semibold">{shard.shardId}</span>{' '}
                <span className="text-12 text-ink-faint">{t('operator:shards.of', { count: shard.shardCount })}</span>
              </Td>
              <Td>
                <State {...shardHealth(shard)} />
              </Td>
              <Td number>{shard.clusterId ?? '–'}</Td>
              <Td number>{shard.lagMs === null ? '–' : format.milliseconds(shard.lagMs)}</Td>
              <Td number>{shard.observedAt === null ? '–' : format.timeExact(shard.observedAt.getTime(), 'UTC')}</Td>
              <Td number>{shard.sequence === null ? '–' : format.count(shard.sequence)}</Td>
              <Td number>{format.count(shard.epoch)}</Td>
              <Td number>{ago(shard.leaseAgeMs)}</Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
