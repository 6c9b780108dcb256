import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { clusterHealth } from './health.ts';
import type { OperatorCluster } from './props.ts';
import { State } from './State.tsx';

/** Whole ranges of shard ids: 0–3, 8. */
export function shardRanges(ids: readonly number[]): string {
  const sorted = [...ids].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const id of sorted) {
    const last = ranges.at(-1);
    if (last && id === last[1] + 1) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

export function Clusters({ clusters, nowMs }: { clusters: readonly OperatorCluster[]; nowMs: number }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('operator:clusters.title');
  return (
    <Section id="clusters" title={title}>
      {clusters.length === 0 ? (
        <p className="text-ink-soft">{t('operator:clusters.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('operator:clusters.id')}</Th>
              <Th>{t('operator:clusters.state')}</Th>
              <Th>{t('operator:clusters.shards')}</Th>
              <Th number>{t('operator:clusters.guilds')}</Th>
              <Th number>{t('operator:clusters.events')}</Th>
              <Th number>{t('operator:clusters.pending')}</Th>
              <Th number>{t('operator:clusters.flush')}</Th>
              <Th number>{t('operator:clusters.flushed')}</Th>
              <Th number>{t('operator:clusters.loop')}</Th>
              <Th number>{t('operator:clusters.heap')}</Th>
              <Th number>{t('operator:clusters.restarts')}</Th>
              <Th>{t('operator:clusters.process')}</Th>
            </>
          }
        >
          {clusters.map((cluster) => {
            const { state, health } = clusterHealth(cluster);
            const { lastFlushAt } = cluster;
            return (
              <Tr key={cluster.clusterId}>
                <Td className="font-semibold">{cluster.clusterId}</Td>
                <Td>
                  <State state={state} health={health} />
                  <span className="block text-12 text-ink-faint">
                    {t('operator:clusters.ago', { duration: format.milliseconds(cluster.silentMs) })}
                  </span>
                </Td>
                <Td className="whitespace-nowrap">{shardRanges(cluster.shards)}</Td>
                <Td number>{format.count(cluster.guilds)}</Td>
                <Td number>{format.count(cluster.events)}</Td>
                <Td number>{format.count(cluster.pendingKeys)}</Td>
                <Td number>{cluster.flushMs === null ? '–' : format.milliseconds(cluster.flushMs)}</Td>
                <Td number>
                  {lastFlushAt === null
                    ? '–'
                    : t('operator:clusters.ago', {
                        duration: format.milliseconds(Math.max(0, nowMs - lastFlushAt.getTime())),
                      })}
                </Td>
                <Td number>{format.milliseconds(cluster.loopLagMs)}</Td>
                <Td number>{format.megabytes(cluster.heapBytes)}</Td>
                <Td number>{format.count(cluster.restarts)}</Td>
                <Td className="whitespace-nowrap text-ink-soft">
                  {cluster.host} · {cluster.pid}
                  <span className="block text-12 text-ink-faint">
                    {format.moment(cluster.startedAt.getTime(), 'UTC')}
                  </span>
                </Td>
              </Tr>
            );
          })}
        </Table>
      )}
    </Section>
  );
}
