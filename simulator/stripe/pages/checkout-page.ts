import { html } from 'hono/html';
import { page } from '../../oauth/page.ts';
import type { CheckoutSession, Price } from '../objects.ts';
import type { SimulatedStripe } from '../simulated-stripe.ts';
import { day, money, priceWords } from './money.ts';

/** What is paid when, and the buttons that stand for a good card, a bad one and a change of mind. */
export function checkoutPage(
  stripe: SimulatedStripe,
  session: CheckoutSession,
  price: Price,
  problem: string | null,
): Promise<Response> {
  const trialDays = stripe.store.plans.get(session.id)?.trialDays ?? null;
  const due = money(trialDays === null ? price.unit_amount : 0, price.currency);
  return page({
    title: 'Pay',
    of: 'Stripe',
    answersAt: session.success_url,
    body: html`<h1>Subscribe to Premium</h1>
${problem === null ? null : html`<p role="alert"><strong>${problem}</strong></p>`}
<p>${priceWords(price)}.</p>
${
  trialDays === null
    ? null
    : html`<p>${trialDays} days free, until ${day(stripe.clock.seconds() + trialDays * 86_400)}. Then ${priceWords(price)}, until it is canceled.</p>`
}
<p><strong>Due today: ${due}</strong></p>
<form method="post" action="/checkout/${session.id}">
<button class="plain" name="decision" value="pay">Pay with a made-up card</button>
<button class="plain" name="decision" value="decline">Pay with a card that is declined</button>
<button class="plain" name="decision" value="back">Go back</button>
</form>
<p class="quiet">There is no field for a card, and no money moves.</p>`,
  });
}

export function goneCheckoutPage(): Promise<Response> {
  return page({
    title: 'This checkout is over',
    of: 'Stripe',
    status: 404,
    body: html`<h1>This checkout is over</h1>
<p>It was completed, or it expired. Go back to the application and begin again.</p>`,
  });
}
