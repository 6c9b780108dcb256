import { Form } from '@remix-run/react';
import type { OfferedPrice } from '#core/billing/schema.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat, useWords } from '../ui/words.ts';
import type { PremiumData } from './props.ts';

const points = ['count', 'history', 'retention', 'exact'] as const;

/** What premium does, what it costs, and the way to pay. */
export function Offer({ sold, prices, tried, stripeAway }: PremiumData) {
  const { t } = useWords();
  return (
    <section aria-labelledby="offer" className="space-y-4 border-t border-line pt-6">
      <h2 id="offer" className="text-16 font-semibold">
        {t('billing:offer.title')}
      </h2>
      <ul className="measure list-disc space-y-1 ps-5 text-ink-soft">
        {points.map((point) => (
          <li key={point}>{t(`billing:offer.${point}`)}</li>
        ))}
      </ul>
      {!sold ? <p className="measure text-ink-soft">{t('billing:offer.notSold')}</p> : null}
      {sold && prices.length === 0 && !stripeAway ? (
        <p className="measure text-ink-soft">{t('billing:offer.noPrices')}</p>
      ) : null}
      {prices.length > 0 ? <Prices prices={prices} tried={tried} /> : null}
    </section>
  );
}

function Prices({ prices, tried }: { prices: readonly OfferedPrice[]; tried: boolean }) {
  const { t } = useWords();
  const { money } = useFormat();
  const [first] = prices;
  return (
    <Form method="post" reloadDocument className="max-w-md space-y-4">
      <input type="hidden" name="intent" value="checkout" />
      <fieldset className="space-y-2">
        <legend className="font-medium">{t('billing:offer.choose')}</legend>
        {prices.map(({ lookupKey, interval, amount, currency, trialDays }) => (
          <label
            key={lookupKey}
            className="flex min-h-11 items-center gap-3 rounded-md border border-line px-4 py-2 has-checked:border-accent"
          >
            <input
              type="radio"
              name="price"
              value={lookupKey}
              defaultChecked={lookupKey === first?.lookupKey}
              required
            />
            <span>
              <span className="font-medium tabular-nums">
                {t(interval === 'year' ? 'billing:price.year' : 'billing:price.month', {
                  price: money(amount, currency),
                })}
              </span>
              {trialDays !== null && !tried ? (
                <span className="block text-ink-soft">{t('billing:offer.trial', { count: trialDays })}</span>
              ) : null}
            </span>
          </label>
        ))}
      </fieldset>
      <p className="text-ink-soft">{t('billing:offer.before')}</p>
      <Button kind="primary">{t('billing:offer.button')}</Button>
    </Form>
  );
}
