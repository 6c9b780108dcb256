import { Hono } from 'hono';
import type { SimulatedStripe } from '../simulated-stripe.ts';
import { checkoutPage, goneCheckoutPage } from './checkout-page.ts';
import { gonePortalPage, portalPage } from './portal-page.ts';

/** The hosted pages: plain forms, no script. */
export function createStripePages(stripe: SimulatedStripe): Hono {
  const app = new Hono();
  checkout(app, stripe);
  portal(app, stripe);
  return app;
}

function checkout(app: Hono, stripe: SimulatedStripe): void {
  const { store } = stripe;
  const openSession = (id: string) => {
    stripe.settle();
    const session = store.checkouts.get(id);
    const price = store.price(store.plans.get(id)?.price ?? '');
    return session?.status === 'open' && price ? { session, price } : null;
  };
  app.get('/checkout/:id', (c) => {
    const open = openSession(c.req.param('id'));
    return open ? checkoutPage(stripe, open.session, open.price, null) : goneCheckoutPage();
  });
  app.post('/checkout/:id', async (c) => {
    const open = openSession(c.req.param('id'));
    if (!open) return goneCheckoutPage();
    const { session, price } = open;
    const decision = new URLSearchParams(await c.req.text()).get('decision');
    if (decision === 'back') return c.redirect(session.cancel_url ?? session.success_url, 303);
    if (decision === 'decline') return checkoutPage(stripe, session, price, 'Your card was declined.');
    stripe.complete(session);
    return c.redirect(session.success_url.replace('{CHECKOUT_SESSION_ID}', session.id), 303);
  });
}

function portal(app: Hono, stripe: SimulatedStripe): void {
  const { store, cycle } = stripe;
  app.get('/portal/:id', (c) => {
    stripe.settle();
    const session = store.portals.get(c.req.param('id'));
    return session ? portalPage(stripe, session) : gonePortalPage();
  });
  app.post('/portal/:id', async (c) => {
    stripe.settle();
    const session = store.portals.get(c.req.param('id'));
    if (!session) return gonePortalPage();
    const form = new URLSearchParams(await c.req.text());
    const act = form.get('act');
    if (act === 'good-card') store.declining.delete(session.customer);
    if (act === 'bad-card') store.declining.add(session.customer);
    const subscription = store.subscriptionsOf(session.customer).find((one) => one.id === form.get('subscription'));
    if (subscription && subscription.status !== 'canceled') {
      const price = store.prices.find((one) => one.id !== subscription.items.data[0].price.id);
      if (act === 'switch' && price) cycle.switchPrice(subscription, price);
      if (act === 'cancel' || act === 'resume') cycle.cancelAtPeriodEnd(subscription, act === 'cancel');
      const invoice = cycle.openInvoice(subscription);
      if (act === 'pay' && invoice) cycle.collect(subscription, invoice);
    }
    return c.redirect(`/portal/${session.id}`, 303);
  });
}
