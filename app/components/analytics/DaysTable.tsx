import type { ChartKey } from '#core/analytics/rules/charts.ts';
import type { SeriesPoint } from '#core/analytics/rules/series.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { PeriodData } from './props.ts';
import { bucketName, valueWriter } from './use-say-point.ts';

/** What a chart draws, in rows: unknown is a word, not a zero. */
export function DaysTable({
  data,
  charts,
  caption,
}: {
  data: PeriodData;
  /** One chart is shown beside the period before, several beside each other. */
  charts: readonly ChartKey[];
  caption: string;
}) {
  const { t } = useWords();
  const format = useFormat();
  const [first] = charts;
  const places = first ? (data.charts[first] ?? []) : [];
  const only = charts.length === 1 ? first : undefined;
  const cell = (key: ChartKey, value: number | null | undefined) =>
    value == null ? t('analytics:hours.notKnown') : valueWriter(key, format)(value);
  const pointOf = (key: ChartKey, index: number): SeriesPoint | undefined => data.charts[key]?.[index];
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th>{t('analytics:period.column.when')}</Th>
          {charts.map((key) => (
            <Th key={key} number>
              {only ? t('analytics:period.column.value') : t(`analytics:chart.${key}`)}
            </Th>
          ))}
          {only ? <Th number>{t('analytics:period.column.before')}</Th> : null}
          <Th number>{t('analytics:hours.column.coverage')}</Th>
        </>
      }
    >
      {places.map((place, index) => (
        <Tr key={place.fromDay}>
          <Td>{bucketName(data.period, place, format)}</Td>
          {charts.map((key) => (
            <Td key={key} number>
              {cell(key, pointOf(key, index)?.value)}
            </Td>
          ))}
          {only ? <Td number>{cell(only, pointOf(only, index)?.before)}</Td> : null}
          <Td number>{format.percent(place.observed)}</Td>
        </Tr>
      ))}
    </Table>
  );
}
