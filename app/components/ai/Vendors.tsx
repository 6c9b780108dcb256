import type { VendorStanding } from '#core/ai/schema.ts';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

/** The companies that may answer. */
export function Vendors({ vendors }: { vendors: readonly VendorStanding[] }) {
  const { t } = useWords();
  const format = useFormat();
  const title = t('ai:vendors.title');
  return (
    <section aria-labelledby="vendors" className="mt-12">
      <h2 id="vendors" className="text-20 font-semibold">
        {title}
      </h2>
      <p className="measure mt-2 text-ink-soft">{t('ai:vendors.lead')}</p>
      <div className="mt-3">
        {vendors.length === 0 ? (
          <p className="text-ink-soft">{t('ai:vendors.none')}</p>
        ) : (
          <Table
            caption={title}
            head={
              <>
                <Th>{t('ai:vendors.name')}</Th>
                <Th>{t('ai:vendors.country')}</Th>
                <Th>{t('ai:vendors.agreement')}</Th>
                <Th>{t('ai:vendors.until')}</Th>
                <Th>{t('ai:vendors.state')}</Th>
              </>
            }
          >
            {vendors.map((vendor) => (
              <Tr key={vendor.id}>
                <Td className="min-w-32 font-medium">
                  <bdi>{vendor.name}</bdi>
                </Td>
                <Td>{format.country(vendor.country)}</Td>
                <Td>
                  <a href={vendor.agreement} rel="noreferrer" className="link">
                    {t('ai:vendors.read')}
                    <span className="sr-only">: {vendor.name}</span>
                  </a>
                </Td>
                <Td className="whitespace-nowrap">{format.date(Date.parse(vendor.until), 'UTC')}</Td>
                <Td>{t(`ai:vendorState.${vendor.state}`)}</Td>
              </Tr>
            ))}
          </Table>
        )}
      </div>
    </section>
  );
}
