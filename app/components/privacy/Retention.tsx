import { type RetentionRule, retentionRules } from '#core/privacy/rules/retention.ts';
import type { RetentionReading } from '#core/privacy/rules/retention-readings.ts';
import { isOverdue, overdueMs } from '#core/privacy/rules/retention-readings.ts';
import { type RetentionClass, retentionClasses } from '#core/privacy/schema.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

const classes = Object.keys(retentionClasses) as RetentionClass[];

/** How long each kind of thing is kept, and whether that is so now: the row nearest to its end, as it was measured. */
export function RetentionTable({ readings, caption }: { readings: readonly RetentionReading[]; caption: string }) {
  const { t } = useWords();
  const byClass = new Map(readings.map((reading) => [reading.retention, reading]));
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th>{t('privacy:table.what')}</Th>
          <Th>{t('privacy:table.kept')}</Th>
          <Th>{t('privacy:table.oldest')}</Th>
          <Th>{t('privacy:table.state')}</Th>
          <Th>{t('privacy:table.measured')}</Th>
        </>
      }
    >
      {classes.map((name) => (
        <Row key={name} name={name} rule={retentionRules[name]} reading={byClass.get(name)} />
      ))}
    </Table>
  );
}

function Row({
  name,
  rule,
  reading,
}: {
  name: RetentionClass;
  rule: RetentionRule;
  reading: RetentionReading | undefined;
}) {
  const { t } = useWords();
  const format = useFormat();
  const at = (instant: Date) => format.moment(instant.getTime(), 'UTC');
  return (
    <Tr marked={reading !== undefined && isOverdue(reading)}>
      <Td className="min-w-40 font-medium">{t(`privacy:class.${name}`)}</Td>
      <Td className="min-w-48 text-ink-soft">{t(`privacy:retention.${name}`)}</Td>
      <Td className="min-w-32 tabular-nums">
        {reading?.oldestAt ? at(reading.oldestAt) : reading ? t('privacy:table.empty') : null}
      </Td>
      <Td className="min-w-40">
        {!('clocks' in rule)
          ? t(`privacy:ends.${rule.ends}`)
          : reading === undefined
            ? t('privacy:table.notMeasured')
            : isOverdue(reading)
              ? t('privacy:table.overdue', { time: format.duration(overdueMs(reading)) })
              : t('privacy:table.onTime')}
      </Td>
      <Td className="min-w-32 text-ink-soft tabular-nums">{reading ? at(reading.measuredAt) : null}</Td>
    </Tr>
  );
}
