import type { BrowserContext, Page } from '@playwright/test';
import { instance } from './instance.ts';
import { stripeUrl } from './stripe.ts';

/**
 * What no page may do: write an error to the console, throw, or ask another host than the product, the simulated
 * Discord and the simulated Stripe for anything.
 */
export class Watch {
  readonly problems: string[] = [];
  #allowed: RegExp[] = [];

  /** An error that the test itself brings about. */
  allow(...errors: RegExp[]): void {
    this.#allowed.push(...errors);
  }

  async follow(context: BrowserContext): Promise<void> {
    const places = [instance.origin, instance.simulatorUrl, await stripeUrl()];
    const own = new Set(places.map((place) => new URL(place).host));
    context.on('page', (page) => this.#followPage(page));
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && !own.has(url.host)) this.#note(`asks ${url.host}: ${url.href}`);
    });
  }

  #followPage(page: Page): void {
    page.on('pageerror', (error) => this.#note(`throws on ${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      this.#note(`${message.type()} on ${page.url()}: ${message.text()} (${message.location().url})`);
    });
  }

  #note(problem: string): void {
    this.problems.push(problem);
  }

  get unexpected(): string[] {
    return this.problems.filter((problem) => !this.#allowed.some((error) => error.test(problem)));
  }
}
