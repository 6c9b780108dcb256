import type { Price } from '../objects.ts';

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100);
}

/** "€9.00 a month" */
export function priceWords(price: Price): string {
  return `${money(price.unit_amount, price.currency)} a ${price.recurring.interval}`;
}

export function day(seconds: number): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(seconds * 1000);
}
