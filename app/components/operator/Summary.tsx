import { useFormat, useWords } from '../ui/words.ts';
import { clusterHealth } from './health.ts';
import type { OperatorData } from './props.ts';

/** The state of the whole in one line of figures. */
export function Summary({ gateway }: Pick<OperatorData, 'gateway'>) {
  const { t } = useWords();
  const format = useFormat();
  const { clusters, shards, identify, gaps } = gateway;
  const sum = (pick: (cluster: (typeof clusters)[number]) => number) =>
    clusters.reduce((total, cluster) => total + pick(cluster), 0);
  const lag = Math.max(0, ...shards.map((shard) => shard.lagMs ?? 0));
  const loop = Math.max(0, ...clusters.map((cluster) => cluster.loopLagMs));
  const figures = [
    {
      key: 'clusters',
      value: t('operator:summary.clustersValue', {
        ready: clusters.filter((cluster) => clusterHealth(cluster).health === 'good').length,
        all: clusters.length,
      }),
    },
    { key: 'guilds', value: format.count(sum((cluster) => cluster.guilds)) },
    { key: 'events', value: format.glance(sum((cluster) => cluster.events)) },
    { key: 'lag', value: shards.length > 0 ? format.milliseconds(lag) : '–' },
    { key: 'loop', value: clusters.length > 0 ? format.milliseconds(loop) : '–' },
    {
      key: 'identify',
      value: t('operator:summary.identifyValue', {
        used: format.count(identify.used),
        stop: format.count(identify.hardStop),
      }),
      note: t('operator:summary.identifyNote', {
        stop: format.count(identify.hardStop),
        total: format.count(identify.total),
      }),
    },
    { key: 'gaps', value: format.count(gaps.filter((gap) => gap.to === null).length) },
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 xl:grid-cols-7">
      {figures.map((figure) => (
        <div key={figure.key} {...('note' in figure ? { title: figure.note } : {})}>
          <dt className="text-12 text-ink-faint">{t(`operator:summary.${figure.key}`)}</dt>
          <dd className="text-20 font-semibold tabular-nums">{figure.value}</dd>
        </div>
      ))}
    </dl>
  );
}
