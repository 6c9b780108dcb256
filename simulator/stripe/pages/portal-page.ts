import { html } from 'hono/html';
import { type Fragment, page } from '../../oauth/page.ts';
import { itemOf } from '../billing-cycle.ts';
import type { PortalSession, Subscription } from '../objects.ts';
import type { SimulatedStripe } from '../simulated-stripe.ts';
import { day, money, priceWords } from './money.ts';

/** What a customer may do about their subscriptions. */
export function portalPage(stripe: SimulatedStripe, session: PortalSession): Promise<Response> {
  const { store } = stripe;
  const declines = store.declining.has(session.customer);
  const subscriptions = store.subscriptionsOf(session.customer);
  return page({
    title: 'Manage billing',
    of: 'Stripe',
    answersAt: session.return_url,
    body: html`<h1>Manage billing</h1>
<p>${session.return_url === null ? null : html`<a href="${session.return_url}">Return to the application</a>`}</p>
<h2>Card</h2>
<p>${declines ? 'The made-up card is declined.' : 'The made-up card is good.'}</p>
<form method="post" action="/portal/${session.id}">
<button class="plain" name="act" value="${declines ? 'good-card' : 'bad-card'}">${
      declines ? 'Use a card that is good' : 'Use a card that is declined'
    }</button>
</form>
${subscriptions.length === 0 ? html`<p>No subscription.</p>` : subscriptions.map((one) => about(stripe, session, one))}`,
  });
}

function about(stripe: SimulatedStripe, session: PortalSession, subscription: Subscription): Fragment {
  const item = itemOf(subscription);
  const other = stripe.store.prices.find((price) => price.id !== item.price.id);
  const invoices = [...stripe.store.invoices.values()].filter(
    (one) => one.parent.subscription_details.subscription === subscription.id,
  );
  const button = (act: string, words: string) =>
    html`<button class="plain" name="act" value="${act}">${words}</button> `;
  return html`<h2>Premium, ${priceWords(item.price)}</h2>
<p>${subscription.status.replace('_', ' ')}${
    subscription.status === 'canceled'
      ? null
      : subscription.cancel_at_period_end
        ? html`, ends on ${day(item.current_period_end)}`
        : html`, next payment on ${day(item.current_period_end)}`
  }</p>
${
  subscription.status === 'canceled'
    ? null
    : html`<form method="post" action="/portal/${session.id}">
<input type="hidden" name="subscription" value="${subscription.id}">
${other ? button('switch', `Switch to ${priceWords(other)}`) : null}
${
  subscription.cancel_at_period_end
    ? button('resume', 'Keep the subscription')
    : button('cancel', 'Cancel at the end of the period')
}
${stripe.cycle.openInvoice(subscription) ? button('pay', 'Pay the open invoice') : null}
</form>`
}
<ul>${invoices.map(
    (invoice) => html`<li>${day(invoice.created)}: ${money(invoice.total, invoice.currency)}, ${invoice.status}</li>`,
  )}</ul>`;
}

export function gonePortalPage(): Promise<Response> {
  return page({
    title: 'This page is over',
    of: 'Stripe',
    status: 404,
    body: html`<h1>This page is over</h1><p>Go back to the application and open it again.</p>`,
  });
}
