import { Form } from '@remix-run/react';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { PremiumData, PremiumSubscription } from './props.ts';

/** Whether the guild has premium, through whom, until when; or when it was lost and what will be deleted when. */
export function PremiumNow({ entitlement, subscription, deletedAt }: PremiumData) {
  const { t } = useWords();
  const { date } = useFormat();
  const day = (ms: number) => date(ms, 'UTC');
  const open = subscription !== null && subscription.endedAt === null;
  return (
    <section aria-labelledby="now" className="space-y-4 border-t border-line pt-6">
      <h2 id="now" className="text-16 font-semibold">
        {t(`billing:state.${entitlement.state}`)}
      </h2>
      {entitlement.state === 'premium' ? (
        <ul className="measure list-disc space-y-1 ps-5 text-ink-soft">
          {entitlement.sources.map((source) => (
            <li key={source}>{t(`billing:source.${source}`)}</li>
          ))}
          {entitlement.endsAtMs === null ? null : <li>{t('billing:endsAt', { date: day(entitlement.endsAtMs) })}</li>}
        </ul>
      ) : null}
      {entitlement.state === 'grace' ? (
        <Notice tone="caution" title={t('billing:grace.title', { date: day(entitlement.deletesAtMs) })}>
          <p>{t('billing:grace.body', { lost: day(entitlement.lostAtMs), date: day(entitlement.deletesAtMs) })}</p>
        </Notice>
      ) : null}
      {entitlement.state === 'lost' ? (
        <p className="measure text-ink-soft">
          {deletedAt
            ? t('billing:lost.deleted', { date: day(deletedAt.getTime()) })
            : t('billing:lost.due', { date: day(entitlement.deletesAtMs) })}
        </p>
      ) : null}
      {subscription?.endedBy ? (
        <p className="measure text-ink-soft">
          {t(subscription.endedBy === 'refund' ? 'billing:endedBy.refund' : 'billing:endedBy.dispute')}
        </p>
      ) : null}
      {open ? <Details subscription={subscription} /> : null}
      {subscription?.own ? (
        <Form method="post" reloadDocument className="space-y-2">
          <p className="measure text-ink-soft">{t('billing:manage.body')}</p>
          <Button name="intent" value="portal">
            {t('billing:manage.button')}
          </Button>
        </Form>
      ) : open ? (
        <p className="measure text-ink-soft">{t('billing:manage.others')}</p>
      ) : null}
    </section>
  );
}

const known = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused'] as const;

function Details({ subscription }: { subscription: PremiumSubscription }) {
  const { t } = useWords();
  const { date, money } = useFormat();
  const { status, trialEnd, cancelAt, currentPeriodEnd, payerName, amount, currency, interval } = subscription;
  const state = known.find((one) => one === status);
  const term = 'text-ink-soft';
  const next = cancelAt ?? currentPeriodEnd;
  return (
    <>
      {status === 'past_due' ? (
        <Notice tone="caution" title={t('billing:pastDue.title')}>
          <p>{t('billing:pastDue.body')}</p>
        </Notice>
      ) : null}
      <dl className="grid max-w-xl grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        <dt className={term}>{t('billing:details.status')}</dt>
        <dd>{state ? t(`billing:status.${state}`) : <code>{status}</code>}</dd>
        <dt className={term}>{t('billing:details.price')}</dt>
        <dd className="tabular-nums">
          {t(interval === 'year' ? 'billing:price.year' : 'billing:price.month', { price: money(amount, currency) })}
        </dd>
        <dt className={term}>{t('billing:details.payer')}</dt>
        <dd>{payerName === null ? t('billing:details.gone') : <bdi>{payerName}</bdi>}</dd>
        {status === 'trialing' && trialEnd ? (
          <>
            <dt className={term}>{t('billing:details.trialEnd')}</dt>
            <dd>
              <time dateTime={trialEnd.toISOString()}>{date(trialEnd.getTime(), 'UTC')}</time>
            </dd>
          </>
        ) : null}
        <dt className={term}>{t(cancelAt ? 'billing:details.ends' : 'billing:details.renews')}</dt>
        <dd>
          <time dateTime={next.toISOString()}>{date(next.getTime(), 'UTC')}</time>
        </dd>
      </dl>
    </>
  );
}
