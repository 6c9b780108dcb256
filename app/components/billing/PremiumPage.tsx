import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useWords } from '../ui/words.ts';
import { MoveForm } from './MoveForm.tsx';
import { Offer } from './Offer.tsx';
import { PremiumNow } from './PremiumNow.tsx';
import type { PremiumData, PremiumRefusal } from './props.ts';
import { WithoutPremium } from './WithoutPremium.tsx';

const ended: readonly string[] = ['canceled', 'incomplete_expired'];

/** What premium is for a guild. Every step works as a plain form. */
export function PremiumPage({ refusal, ...data }: PremiumData & { refusal: PremiumRefusal | null }) {
  const { t } = useWords();
  const { subscription, entitlement } = data;
  const running = subscription !== null && !ended.includes(subscription.status);
  // Nobody is to pay twice: what is bought in Discord is managed there.
  const inDiscord = entitlement.state === 'premium' && entitlement.sources.includes('discord');
  const movable = running && subscription.own && entitlement.state === 'premium';
  return (
    <>
      <PageHead title={t('billing:title')} lead={<bdi>{data.guild.name}</bdi>} />
      <div className="space-y-8">
        <Happened from={data.from} refusal={refusal} premium={entitlement.state === 'premium'} />
        {data.stripeAway ? (
          <Notice tone="caution" title={t('billing:away.title')}>
            <p>{t('billing:away.body')}</p>
          </Notice>
        ) : null}
        <PremiumNow {...data} />
        {running || (inDiscord && entitlement.endsAtMs === null) ? null : <Offer {...data} />}
        {movable ? <MoveForm others={data.others} /> : null}
        <WithoutPremium />
      </div>
    </>
  );
}

/** What became of the last step, here or at Stripe. */
function Happened({
  from,
  refusal,
  premium,
}: {
  from: PremiumData['from'];
  refusal: PremiumRefusal | null;
  premium: boolean;
}) {
  const { t } = useWords();
  if (refusal)
    return (
      <Notice
        tone="bad"
        announce
        title={t(`billing:refused.${refusal.intent}_${refusal.refused === 'conflict' ? 'conflict' : 'other'}`)}
      />
    );
  if (from === 'checkout' && premium) return <Notice tone="good" announce title={t('billing:from.checkout')} />;
  if (from === 'checkout') return <Notice announce title={t('billing:from.waiting')} />;
  if (from === 'canceled') return <Notice announce title={t('billing:from.canceled')} />;
  if (from === 'moved') return <Notice tone="good" announce title={t('billing:from.moved')} />;
  return null;
}
