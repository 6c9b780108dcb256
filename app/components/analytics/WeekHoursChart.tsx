import { HOUR_TOTALS_KEPT_DAYS } from '#core/analytics/rules/week-hours.ts';
import { WeekChart } from '../charts/WeekChart.tsx';
import { Definition } from '../ui/Definition.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { ChartFooter } from './ChartFooter.tsx';
import { Meaning } from './Meaning.tsx';
import { PeriodRange } from './PeriodRange.tsx';
import type { ActivityData } from './props.ts';

/** When the guild is awake: what each hour of the week saw on average. */
export function WeekHoursChart({ data, measure }: { data: ActivityData; measure: 'messages' | 'voice' }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t(measure === 'messages' ? 'analytics:week.messages' : 'analytics:week.voice');
  const days = format.weekdaysLong();
  const amount = (value: number | null) =>
    value === null
      ? t('analytics:hours.notKnown')
      : measure === 'voice'
        ? format.duration(value)
        : format.count(Math.round(value * 10) / 10);
  const hours = Array.from({ length: 24 }, (_, hour) => format.hour(hour));
  const amountOf = (day: number, hour: number) => amount(data.week[day]?.[hour] ?? null);
  const { period } = data;
  const isShort = data.weekFrom !== period.fromDay;
  return (
    <WeekChart
      title={
        <Definition className="text-16 font-semibold" term={title}>
          <Meaning of="weekHours" />
          <PeriodRange data={data} />
          {isShort ? (
            <p>
              {data.weekFrom === null
                ? t('analytics:week.gone', { days: HOUR_TOTALS_KEPT_DAYS })
                : t('analytics:week.kept', {
                    range: format.days(data.weekFrom, period.toDay),
                    days: HOUR_TOTALS_KEPT_DAYS,
                  })}
            </p>
          ) : null}
        </Definition>
      }
      label={title}
      drawing={{ week: data.week, dayNames: format.weekdays(), hourName: (hour) => hours[hour] ?? '' }}
      sayCell={(day, hour) =>
        t('analytics:week.cell', {
          day: days[day] ?? '',
          from: hours[hour] ?? '',
          to: hours[(hour + 1) % 24] ?? '',
          value: amountOf(day, hour),
        })
      }
      footer={
        <ChartFooter
          files={null}
          table={() => (
            <Table
              caption={title}
              head={
                <>
                  <Th>{t('analytics:hours.column.hour')}</Th>
                  {days.map((name) => (
                    <Th key={name} number>
                      {name}
                    </Th>
                  ))}
                </>
              }
            >
              {hours.map((hourName, hour) => (
                <Tr key={hourName}>
                  <Td>{hourName}</Td>
                  {days.map((name, day) => (
                    <Td key={name} number>
                      {amountOf(day, hour)}
                    </Td>
                  ))}
                </Tr>
              ))}
            </Table>
          )}
        />
      }
    />
  );
}
