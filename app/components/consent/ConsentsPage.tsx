import { Form } from '@remix-run/react';
import type { ConsentState } from '#core/consent/rules.ts';
import type { ConsentEvent, ConsentPurpose } from '#core/consent/schema.ts';
import { brand } from '#core/platform/brand.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';

export interface ConsentsData {
  consents: readonly { purpose: ConsentPurpose; state: ConsentState; answers: readonly ConsentEvent[] }[];
  /** That a consent to mail was not taken, because Discord tells no address. */
  noAddress: boolean;
}

/** What a person consents to, how they came to it, and the way to change it: the same one press in either direction. */
export function ConsentsPage({ consents, noAddress }: ConsentsData) {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('consent:title')} reading lead={t('consent:intro', { brand: brand.name })} />
      {noAddress ? (
        <div className="max-w-2xl">
          <Notice tone="bad" announce title={t('accounts:page.mail.noAddress')} />
        </div>
      ) : null}
      {consents.map((one) => (
        <Consent key={one.purpose} {...one} />
      ))}
      <p className="measure mt-10 border-t border-line pt-4">
        {t('consent:without')}{' '}
        <a href={paths.privacy} className="link">
          {t('consent:register')}
        </a>
      </p>
    </>
  );
}

function Consent({ purpose, state, answers }: ConsentsData['consents'][number]) {
  const { t } = useWords();
  const intent = state === 'given' ? 'withdraw' : 'give';
  return (
    <section id={purpose} aria-labelledby={`${purpose}-title`} className="mt-10 border-t border-line pt-6">
      <h2 id={`${purpose}-title`} className="text-20 font-semibold">
        {t(`consent:purpose.${purpose}.title`)}
      </h2>
      <p className="measure mt-2 text-16">{t(`consent:purpose.${purpose}.body`)}</p>
      <p className="mt-4 font-medium" role="status">
        {t(`consent:state.${state}`)}
      </p>
      <p className="measure mt-1 text-ink-soft">{t(`consent:effect.${intent}`)}</p>
      <Form method="post" preventScrollReset className="mt-3">
        <input type="hidden" name="purpose" value={purpose} />
        <Button name="intent" value={intent}>
          {t(`consent:purpose.${purpose}.${intent}`)}
        </Button>
      </Form>
      <h3 className="mt-6 mb-1 font-semibold">{t('consent:how')}</h3>
      {answers.length === 0 ? (
        <p className="text-ink-soft">{t('consent:none')}</p>
      ) : (
        <Answers {...{ purpose, answers }} />
      )}
    </section>
  );
}

function Answers({ purpose, answers }: { purpose: ConsentPurpose; answers: readonly ConsentEvent[] }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <Table
      caption={`${t(`consent:purpose.${purpose}.title`)}: ${t('consent:how')}`}
      head={
        <>
          <Th>{t('consent:when')}</Th>
          <Th>{t('consent:answer')}</Th>
          <Th>{t('consent:where')}</Th>
          <Th>{t('consent:language')}</Th>
          <Th>{t('consent:version')}</Th>
        </>
      }
    >
      {answers.map(({ atMs, outcome, surface, locale, version }) => (
        <Tr key={`${atMs} ${outcome}`}>
          <Td className="tabular-nums">
            <time dateTime={new Date(atMs).toISOString()}>{format.moment(atMs, 'UTC')}</time>
          </Td>
          <Td>{t(`consent:outcome.${outcome}`)}</Td>
          <Td>{t(`consent:surface.${surface}`)}</Td>
          <Td>
            <code className="font-sans">{locale}</code>
          </Td>
          <Td className="tabular-nums">{format.count(version)}</Td>
        </Tr>
      ))}
    </Table>
  );
}
