import { Section } from '../ui/Section.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { OperatorReversal } from './props.ts';

/** Payments that went back: what Stripe's dashboard decides, seen from here. */
export function Reversals({ reversals }: { reversals: readonly OperatorReversal[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('operator:reversals.title');
  return (
    <Section id="reversals" title={title} body={t('operator:reversals.body')}>
      {reversals.length === 0 ? (
        <p className="text-ink-soft">{t('operator:reversals.none')}</p>
      ) : (
        <Table
          caption={title}
          head={
            <>
              <Th>{t('operator:grants.server')}</Th>
              <Th>{t('operator:reversals.kind')}</Th>
              <Th number>{t('operator:reversals.amount')}</Th>
              <Th>{t('operator:reversals.status')}</Th>
              <Th>{t('operator:reversals.payer')}</Th>
              <Th>{t('operator:reversals.noticed')}</Th>
            </>
          }
        >
          {reversals.map(({ id, guildId, accountId, kind, amount, currency, whole, status, noticedAt }) => (
            <Tr key={id}>
              <Td className="font-medium">{guildId}</Td>
              <Td>
                {kind === 'dispute'
                  ? t('operator:reversals.dispute')
                  : t(whole ? 'operator:reversals.refund' : 'operator:reversals.part')}
              </Td>
              <Td number>{format.money(amount, currency)}</Td>
              <Td>
                <code className="font-sans">{status}</code>
              </Td>
              <Td className="text-ink-soft">{accountId}</Td>
              <Td className="whitespace-nowrap">
                <time dateTime={noticedAt.toISOString()}>{format.date(noticedAt.getTime(), 'UTC')}</time>
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
