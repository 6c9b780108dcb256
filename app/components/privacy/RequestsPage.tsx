import { Link } from '@remix-run/react';
import type { OwnRequest } from '#core/privacy/schema.ts';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { Table, Td, Th, Tr } from '../ui/Table.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { RequestState } from './RequestState.tsx';
import type { RequestsData } from './requests-props.ts';

/** What the person has asked for by their rights, newest first. */
export function RequestsPage({ data }: { data: RequestsData }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <>
      <PageHead
        back={[paths.me, t('privacy-centre:back.me')]}
        title={t('privacy-centre:requests.title')}
        reading
        lead={t('privacy-centre:requests.lead')}
      />
      {data.requests.length === 0 ? (
        <EmptyState
          title={t('privacy-centre:requests.none')}
          action={<ButtonLink to={paths.me}>{t('privacy-centre:requests.begin')}</ButtonLink>}
        >
          <p>{t('privacy-centre:requests.noneBody')}</p>
        </EmptyState>
      ) : (
        <Table
          caption={t('privacy-centre:requests.title')}
          head={
            <>
              <Th>{t('privacy-centre:requests.what')}</Th>
              <Th>{t('privacy-centre:requests.where')}</Th>
              <Th>{t('privacy-centre:requests.asked')}</Th>
              <Th>{t('privacy-centre:requests.state')}</Th>
            </>
          }
        >
          {data.requests.map((request) => (
            <Tr key={request.requestId}>
              <Td className="min-w-40">
                <Link to={paths.request(request.requestId)} className="link">
                  <RequestName request={request} />
                </Link>
              </Td>
              <Td>
                {request.guildId === null ? (
                  t('privacy-centre:form.everywhere')
                ) : (
                  <bdi>{data.names[request.guildId] ?? request.guildId}</bdi>
                )}
              </Td>
              <Td className="min-w-32">
                <time dateTime={request.askedAt.toISOString()}>{format.moment(request.askedAt.getTime(), 'UTC')}</time>
              </Td>
              <Td>
                <RequestState state={request.state} />
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </>
  );
}

export function RequestName({ request }: { request: Pick<OwnRequest, 'right' | 'of'> & { undo?: boolean } }) {
  const { t } = useWords();
  if (request.of === 'guild')
    return <>{t(request.right === 'erase' ? 'privacy-centre:name.guildErase' : 'privacy-centre:name.guildExport')}</>;
  return <>{t(request.undo ? `privacy-centre:name.undo` : `privacy-centre:name.${request.right}`)}</>;
}
