import { Link } from '@remix-run/react';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import { type ReactNode, useEffect } from 'react';
import type { RequestStep } from '#core/privacy/schema.ts';
import { useAskAgain } from '../frame/use-ask-again.ts';
import { paths } from '../paths.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import { RequestState } from './RequestState.tsx';
import { RequestName } from './RequestsPage.tsx';
import { isOver, type RequestData } from './requests-props.ts';
import { stepWord } from './step-words.ts';

/** How often an open page asks how far a request is. */
const ASK_MS = 2_000;

/** One request: how far it is, by when it is due, and what came of it. It tells nothing of who asked but to themselves. */
export function RequestPage({ data }: { data: RequestData }) {
  const { t } = useWords();
  const format = useFormat();
  const { request, own } = data;
  const over = isOver(request);
  useAskingAgain(!over);
  return (
    <>
      <PageHead
        back={
          own ? [paths.requests, t('privacy-centre:back.requests')] : [paths.privacy, t('privacy-centre:back.privacy')]
        }
        title={<RequestName request={own ?? request} />}
      >
        <div role="status" className="mt-3 text-16">
          <RequestState state={request.state} />
        </div>
        <p className="measure mt-1 text-16 text-ink-soft">{t(`privacy-centre:meaning.${request.state}`)}</p>
      </PageHead>
      <div className="space-y-6">
        <Outcome data={data} />
        {over ? null : (
          <p className="js:hidden">
            <ButtonLink to={paths.request(request.requestId)} external>
              {t('privacy-centre:request.look')}
            </ButtonLink>
          </p>
        )}
        <Steps steps={request.steps} />
        <dl className="grid max-w-2xl gap-x-8 gap-y-2 border-t border-line pt-6 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <Line term={t('privacy-centre:requests.where')}>
            {own?.guildId ? (
              <bdi>{data.guildName ?? own.guildId}</bdi>
            ) : own ? (
              t('privacy-centre:form.everywhere')
            ) : null}
          </Line>
          <Line term={t('privacy-centre:requests.asked')}>
            <When at={request.askedAt} />
          </Line>
          <Line term={t('privacy-centre:request.ownDue')}>{over ? null : <When at={request.ownDueAt} />}</Line>
          <Line term={t('privacy-centre:request.due')}>{over ? null : <When at={request.dueAt} />}</Line>
          <Line term={t('privacy-centre:request.finished')}>
            {request.finishedAt ? <When at={request.finishedAt} /> : null}
          </Line>
          <Line term={t('privacy-centre:request.words')}>
            {own?.words ? <span className="whitespace-pre-line">{own.words}</span> : null}
          </Line>
          <Line term={t('privacy-centre:request.answer')}>
            {own?.answer ? <span className="whitespace-pre-line">{own.answer}</span> : null}
          </Line>
          {own?.file ? (
            <Line term={t('privacy-centre:request.file')}>
              {t('privacy-centre:request.fileIs', {
                size: format.kilobytes(own.file.bytes),
                rows: format.count(own.file.rows),
              })}
              <span className="block text-12 break-all text-ink-faint">
                {t('privacy-centre:request.sha256')} <code>{own.file.sha256}</code>
              </span>
            </Line>
          ) : null}
        </dl>
        {request.hasReceipt ? (
          <p>
            <Link to={paths.receipt(request.requestId)} className="link">
              {t('privacy-centre:request.receipt')}
            </Link>
          </p>
        ) : null}
      </div>
    </>
  );
}

/** With JavaScript the page keeps up by itself. */
function useAskingAgain(isOpen: boolean) {
  const ask = useAskAgain();
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask();
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [isOpen, ask]);
}

function Outcome({ data: { request, own, download, nowMs } }: { data: RequestData }) {
  const { t } = useWords();
  const format = useFormat();
  const file = own?.file;
  return (
    <>
      {request.reason ? (
        <Notice
          tone={request.state === 'failed' ? 'bad' : 'caution'}
          title={t(`privacy-centre:reason.${request.reason}.title`)}
        >
          <p>{t(`privacy-centre:reason.${request.reason}.body`)}</p>
        </Notice>
      ) : null}
      {request.right === 'erase' && request.of === 'person' && request.state === 'done' && own === null ? (
        <p className="measure">{t('privacy-centre:request.erased')}</p>
      ) : null}
      {file && file.deletedAt === null && file.expiresAt.getTime() > nowMs ? (
        <div>
          {download ? (
            <ButtonLink to={download} external kind="primary">
              {t('privacy-centre:request.download')}
            </ButtonLink>
          ) : (
            <Notice title={t('privacy-centre:request.noKey')}>
              <p>{t('privacy-centre:request.noKeyBody')}</p>
            </Notice>
          )}
          <p className="mt-2 text-ink-soft">
            {t('privacy-centre:request.until', { when: format.moment(file.expiresAt.getTime(), 'UTC') })}
          </p>
        </div>
      ) : file ? (
        <p className="measure text-ink-soft">{t('privacy-centre:request.expired')}</p>
      ) : null}
    </>
  );
}

const signs = { waiting: CircleDashed, running: LoaderCircle, done: CircleCheck } as const;

function Steps({ steps }: { steps: readonly RequestStep[] }) {
  const { t } = useWords();
  const format = useFormat();
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className="text-16 font-semibold">
        {t('privacy-centre:request.steps')}
      </h2>
      <ol className="mt-2 max-w-2xl border-t border-line">
        {steps.map((step, at) => {
          const Icon = signs[step.state];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps stay in their order, and two can have one name.
            <li key={at} className="flex items-center gap-3 border-b border-line py-2">
              <Icon
                aria-hidden="true"
                className={step.state === 'done' ? 'size-4 text-good' : 'size-4 text-ink-faint'}
              />
              <span className="min-w-0 flex-1">{t(`privacy-centre:step.${stepWord(step.name)}`)}</span>
              <span className="text-12 text-ink-faint">{t(`privacy-centre:stepState.${step.state}`)}</span>
              {step.done > 0 ? <span className="text-ink-soft tabular-nums">{format.count(step.done)}</span> : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return children === null || children === undefined ? null : (
    <>
      <dt className="text-ink-faint">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function When({ at }: { at: Date }) {
  const { t } = useWords();
  const format = useFormat();
  return (
    <time dateTime={at.toISOString()}>
      {t('privacy-centre:request.utc', { when: format.moment(at.getTime(), 'UTC') })}
    </time>
  );
}
