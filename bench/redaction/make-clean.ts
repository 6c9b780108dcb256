import { letters, oneOf, type Random, within } from './values.ts';

const two = (value: number) => String(value).padStart(2, '0');
const digits = (r: Random, count: number) => letters(r, count, '0123456789');
const day = (r: Random) => [within(r, 1, 28), within(r, 1, 12), within(r, 1998, 2027)] as const;

/** What is nobody's, and looks as if it were: each place of a clean sentence, in the writings that are about. */
export const cleanValues: Readonly<Record<string, (random: Random) => string>> = {
  order: (r) =>
    oneOf(r, [
      () => `#${digits(r, 6)}`,
      () => `A-${digits(r, 4)}-${digits(r, 4)}`,
      () => `${within(r, 10_000_000, 99_999_999)}`,
      () => `#${within(r, 1_000_000_000, 9_999_999_999)}`,
      () => `RE-2026-${digits(r, 7)}`,
      () => digits(r, 9),
      () => `${within(r, 1, 9)}${digits(r, 9)}`,
      () => digits(r, 12),
      () =>
        `${letters(r, 8, '0123456789abcdef')}-${letters(r, 4, '0123456789abcdef')}-4${letters(r, 3, '0123456789abcdef')}`,
    ])(),
  price: (r) =>
    oneOf(r, [
      () => `${within(r, 1, 999)},${digits(r, 2)} €`,
      () => `$${within(r, 1, 99)},${digits(r, 3)}.${digits(r, 2)}`,
      () => `R$ ${within(r, 1, 999)}.${digits(r, 3)},${digits(r, 2)}`,
      () => `¥${within(r, 1, 99)},${digits(r, 3)}`,
      () => `${within(r, 100, 999)}.${digits(r, 3)}.${digits(r, 3)} €`,
      () => `${within(r, 100, 9_999)} £`,
    ])(),
  date: (r) => {
    const [d, m, y] = day(r);
    return oneOf(r, [
      `${two(d)}.${two(m)}.${y}`,
      `${y}-${two(m)}-${two(d)}`,
      `${m}/${d}/${y}`,
      `${two(d)}/${two(m)}/${y}`,
      `${d}. ${m}. ${y}`,
    ]);
  },
  time: (r) => {
    const [h, m] = [within(r, 0, 23), within(r, 0, 59)];
    return oneOf(r, [
      `${h}:${two(m)}`,
      `${two(h)}:${two(m)}:${two(within(r, 0, 59))}`,
      `${h}h${two(m)}`,
      `${two(h)}.${two(m)}`,
    ]);
  },
  score: (r) =>
    oneOf(r, [
      `${within(r, 0, 9)}-${within(r, 0, 9)}`,
      `${within(r, 0, 30)}:${within(r, 0, 30)}`,
      `${within(r, 0, 40)}/${within(r, 0, 20)}/${within(r, 0, 30)}`,
    ]),
  version: (r) =>
    oneOf(r, [
      `${within(r, 0, 20)}.${within(r, 0, 30)}.${within(r, 0, 99)}`,
      `v${within(r, 0, 20)}.${within(r, 0, 30)}.${within(r, 0, 99)}.${within(r, 0, 250)}`,
      `${within(r, 0, 20)}.${within(r, 0, 30)}.${within(r, 0, 99)}.${within(r, 0, 250)}`,
      `${within(r, 0, 20)}.${within(r, 0, 9)}.0-rc.${within(r, 1, 9)}`,
    ]),
  isbn: (r) =>
    oneOf(r, [
      `ISBN 978-3-16-${digits(r, 6)}-${digits(r, 1)}`,
      `ISBN 978${digits(r, 10)}`,
      `ISBN 0-306-${digits(r, 5)}-${digits(r, 1)}`,
    ]),
  snowflake: (r) =>
    oneOf(r, [
      () => `1${digits(r, 18)}`,
      () => `${within(r, 1, 9)}${digits(r, 17)}`,
      () => `${within(r, 1, 9)}${digits(r, 16)}`,
    ])(),
  unix: (r) => String(within(r, 1_500_000_000, 1_800_000_000)),
  hash: (r) => letters(r, oneOf(r, [7, 12, 40]), '0123456789abcdef'),
  math: (r) =>
    oneOf(r, [
      `${within(r, 1, 99)} × ${within(r, 1, 99)} = ${within(r, 1, 9_999)}`,
      `0.${digits(r, 9)}`,
      `3.14159265358979`,
      `(${within(r, 1, 9)}+${within(r, 1, 9)})/${within(r, 1, 9)}`,
      `${within(r, 1, 9)}e${within(r, 2, 12)}`,
    ]),
  stats: (r) =>
    oneOf(r, [
      `${within(r, 1, 99)}k DPS`,
      `${within(r, 100, 999)},${digits(r, 3)},${digits(r, 3)} XP`,
      `${within(r, 1, 99)}/${within(r, 1, 99)}/${within(r, 1, 99)} KDA`,
      `ATK ${within(r, 100, 9_999)} DEF ${within(r, 100, 9_999)}`,
    ]),
  count: (r) =>
    oneOf(r, [
      () => String(within(r, 2, 99_999)),
      () => `${within(r, 1, 999)},${digits(r, 3)}`,
      () => `${within(r, 1, 999)}.${digits(r, 3)}`,
      () => `${within(r, 100, 999)} ${digits(r, 3)} ${digits(r, 3)}`,
    ])(),
  small: (r) => String(within(r, 2, 99)),
  ratio: (r) =>
    oneOf(r, [`${within(r, 1, 16)}:${within(r, 1, 9)}`, `0.${digits(r, 2)}`, `${within(r, 1, 9)}.${digits(r, 3)}`]),
};
