import { dollarsOf } from '#core/ai/rules/money.ts';
import type { OversightView } from '#core/ai/rules/views.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { useFeatureName } from './use-feature-name.ts';

interface Row {
  key: string;
  name: string;
  state: string;
  off: OversightView['allOff'];
  note: string | null;
}

/** Every use and every company, where it stands, and since when it is off. */
export function Switched({ view }: { view: OversightView }) {
  const { t } = useWords();
  const format = useFormat();
  const nameOf = useFeatureName();
  const rows: Row[] = [
    ...(view.allOff
      ? [{ key: 'all', name: t('ai:staff.all'), state: t('ai:state.switched-off'), off: view.allOff, note: null }]
      : []),
    ...view.features.map(({ name, state, off, spentNanos }) => ({
      ...{ key: `feature ${name}`, name: nameOf(name), state: t(`ai:state.${state}`), off },
      note: format.dollars(dollarsOf(spentNanos)),
    })),
    ...view.vendors.map(({ id, name, state, off, daysLeft }) => ({
      ...{ key: `vendor ${id}`, name, state: t(`ai:vendorState.${state}`), off },
      note: t('ai:staff.daysLeft', { count: daysLeft }),
    })),
  ];
  if (rows.length === 0) return <p className="mb-6 text-ink-soft">{t('ai:none')}</p>;
  return (
    <div className="mb-6">
      <Table
        caption={t('ai:staff.switches')}
        head={
          <>
            <Th>{t('ai:staff.use')}</Th>
            <Th>{t('ai:staff.state')}</Th>
            <Th>{t('ai:staff.spentToday')}</Th>
          </>
        }
      >
        {rows.map(({ key, name, state, off, note }) => (
          <Tr key={key}>
            <Td className="min-w-32 font-medium">
              <bdi>{name}</bdi>
            </Td>
            <Td className="min-w-48">
              {state}
              {off === null ? null : (
                <span className="block text-12 text-ink-soft">
                  {t('ai:staff.offSince', { when: format.moment(off.offAt.getTime(), 'UTC'), reason: off.reason })}
                </span>
              )}
            </Td>
            <Td className="min-w-32 text-ink-soft">{note}</Td>
          </Tr>
        ))}
      </Table>
    </div>
  );
}
