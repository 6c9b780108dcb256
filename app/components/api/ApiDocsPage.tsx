import { paths } from '../paths.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useWords } from '../ui/words.ts';
import { Listing } from './Listing.tsx';
import { Operation } from './Operation.tsx';
import type { ApiDocsData } from './props.ts';

/** How a program reads the totals of a guild: made from the schemas that the API itself works by. */
export function ApiDocsPage({ operations, problems, limit }: ApiDocsData) {
  const { t } = useWords();
  const [first] = operations;
  return (
    <>
      <PageHead title={t('api:title')} reading lead={t('api:lead')} />
      <nav aria-labelledby="contents" className="border-t border-line pt-6">
        <h2 id="contents" className="text-20 font-semibold">
          {t('api:contents')}
        </h2>
        <ul className="mt-3 space-y-1 text-16">
          {operations.map(({ kind }) => (
            <li key={kind}>
              <a href={`#${kind}`} className="link">
                {t(`api:operation.${kind}`)}
              </a>
            </li>
          ))}
          {(['limits', 'problems', 'document'] as const).map((section) => (
            <li key={section}>
              <a href={`#${section}`} className="link">
                {t(`api:${section}.title`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <section className="mt-10 border-t border-line pt-6">
        <h2 className="text-20 font-semibold">{t('api:start.title')}</h2>
        <ol className="measure mt-3 list-decimal space-y-2 ps-5 text-16">
          <li>{t('api:start.make')}</li>
          <li>{t('api:start.send')}</li>
          <li>{t('api:start.read')}</li>
        </ol>
        {first ? <Listing title={t('api:start.example')} text={first.request} /> : null}
      </section>
      {operations.map((operation) => (
        <Operation key={operation.kind} {...operation} limit={limit} />
      ))}
      <section id="limits" className="mt-12 scroll-mt-6 border-t border-line pt-6">
        <h2 className="text-20 font-semibold">{t('api:limits.title')}</h2>
        <div className="measure mt-3 space-y-2">
          <p>{t('api:limits.body', { count: limit.points, seconds: limit.seconds })}</p>
          <p>{t('api:limits.most', { count: limit.tokens })}</p>
        </div>
      </section>
      <section id="problems" className="mt-12 scroll-mt-6 border-t border-line pt-6">
        <h2 className="text-20 font-semibold">{t('api:problems.title')}</h2>
        <p className="measure mt-3">{t('api:problems.body')}</p>
        <div className="mt-4">
          <Table
            caption={t('api:problems.title')}
            head={
              <>
                <Th number>{t('api:column.status')}</Th>
                <Th>{t('api:column.name')}</Th>
                <Th>{t('api:column.when')}</Th>
              </>
            }
          >
            {problems.map(({ code, title, detail, status }) => (
              <Tr key={code}>
                <Td number>{status}</Td>
                <Td id={code} className="scroll-mt-6">
                  <code>{code}</code>
                </Td>
                <Td className="min-w-56">
                  <p className="font-medium">{title}</p>
                  <p className="text-ink-soft">{detail}</p>
                </Td>
              </Tr>
            ))}
          </Table>
        </div>
      </section>
      <section id="document" className="mt-12 scroll-mt-6 border-t border-line pt-6">
        <h2 className="text-20 font-semibold">{t('api:document.title')}</h2>
        <p className="measure mt-3">
          {t('api:document.body')}{' '}
          <a href={paths.apiDocument} className="link">
            <code className="font-sans">{paths.apiDocument}</code>
          </a>
        </p>
      </section>
    </>
  );
}
