import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { check } from './check-digits.ts';
import { type Format, form, oneOf, type Random, shown, within } from './values.ts';

const digits = (random: Random, count: number) => Array.from({ length: count }, () => within(random, 0, 9)).join('');
const full = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

/**
 * Numbers kept for films and examples: Ofcom's, the North American plan's, Bundesnetzagentur's and ARCEP's. Countries
 * without such have the rows of digits that numbering plans print as examples, with another end.
 */
const phoneFormats: Readonly<Record<string, readonly Format[]>> = {
  en: [
    form((r) => `(415) 555-01${digits(r, 2)}`),
    form((r) => `415-555-01${digits(r, 2)}`),
    form((r) => `+1 202 555 01${digits(r, 2)}`),
    form((r) => `07700 900${digits(r, 3)}`),
    form((r) => `+44 7700 900${digits(r, 3)}`),
    form((r) => `020 7946 0${digits(r, 3)}`),
    form((r) => `1-212-555-01${digits(r, 2)}`),
    shown((r) => `212.555.01${digits(r, 2)}`),
    shown((r) => `+44 (0)20 7946 0${digits(r, 3)}`),
    shown((r) => `617555 01${digits(r, 2)}`),
    shown((r) => full(`415-555-01${digits(r, 2)}`)),
  ],
  de: [
    form((r) => `030 23125${digits(r, 3)}`),
    form((r) => `0171 39200${digits(r, 2)}`),
    form((r) => `+49 171 39200${digits(r, 2)}`),
    form((r) => `+49 (0)30 23125-${digits(r, 3)}`),
    form((r) => `(069) 90009${digits(r, 3)}`),
    form((r) => `017604069 0${digits(r, 2)}`),
    form((r) => `0664 12345${digits(r, 2)}`),
    form((r) => `078 123 45 ${digits(r, 2)}`),
    shown((r) => `040/66969 ${digits(r, 3)}`),
    shown((r) => `0049 89 99998${digits(r, 3)}`),
    shown((r) => `+43 664 12345${digits(r, 2)}`),
    shown((r) => `+41 78 123 45 ${digits(r, 2)}`),
    shown((r) => `0221-4710-${digits(r, 3)}`),
  ],
  fr: [
    form((r) => `01 99 00 ${digits(r, 2)} ${digits(r, 2)}`),
    form((r) => `06 39 98 ${digits(r, 2)} ${digits(r, 2)}`),
    form((r) => `063998${digits(r, 4)}`),
    form((r) => `+33 6 39 98 ${digits(r, 2)} ${digits(r, 2)}`),
    form((r) => `02.61.91.${digits(r, 2)}.${digits(r, 2)}`),
    shown((r) => `+33 (0)1 99 00 ${digits(r, 2)} ${digits(r, 2)}`),
    shown((r) => `03-53-01-${digits(r, 2)}-${digits(r, 2)}`),
    shown((r) => `0033 4 65 71 ${digits(r, 2)} ${digits(r, 2)}`),
    shown((r) => `+336 3998${digits(r, 4)}`),
  ],
  es: [
    form((r) => `612 34 56 ${digits(r, 2)}`),
    form((r) => `612 345 6${digits(r, 2)}`),
    form((r) => `6123456${digits(r, 2)}`),
    form((r) => `+34 612 345 6${digits(r, 2)}`),
    form((r) => `91 012 34 ${digits(r, 2)}`),
    shown((r) => `+34 91 012 34 ${digits(r, 2)}`),
    shown((r) => `612-345-6${digits(r, 2)}`),
    shown((r) => `0034 6123456${digits(r, 2)}`),
    shown((r) => `(+34) 612 345 6${digits(r, 2)}`),
  ],
  'pt-BR': [
    form((r) => `(11) 91234-56${digits(r, 2)}`),
    form((r) => `11 91234-56${digits(r, 2)}`),
    form((r) => `119123456${digits(r, 2)}`),
    form((r) => `+55 11 91234-56${digits(r, 2)}`),
    form((r) => `(21) 2123-45${digits(r, 2)}`),
    form((r) => `912 345 6${digits(r, 2)}`),
    form((r) => `+351 912 345 6${digits(r, 2)}`),
    shown((r) => `(11) 9 1234-56${digits(r, 2)}`),
    shown((r) => `+55 (21) 2123-45${digits(r, 2)}`),
    shown((r) => `011 91234-56${digits(r, 2)}`),
    shown((r) => `91234-56${digits(r, 2)}`),
  ],
  ja: [
    form((r) => `090-1234-56${digits(r, 2)}`),
    form((r) => `0901234 56${digits(r, 2)}`),
    form((r) => `03-1234-56${digits(r, 2)}`),
    form((r) => `+81 90-1234-56${digits(r, 2)}`),
    form((r) => full(`090-1234-56${digits(r, 2)}`)),
    form((r) => `03(1234)56${digits(r, 2)}`),
    shown((r) => `０３（１２３４）５６${full(digits(r, 2))}`),
    shown((r) => `080ー1234ー56${digits(r, 2)}`),
    shown((r) => `0120-123-4${digits(r, 2)}`),
    shown((r) => `+81 (0)3 1234 56${digits(r, 2)}`),
  ],
};

/** Where a language is spoken, of those whose numbers are known without the code of a country. */
const REGIONS: Readonly<Record<string, readonly CountryCode[]>> = {
  en: ['US', 'GB'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'CH'],
  es: ['ES'],
  'pt-BR': ['BR', 'PT'],
  ja: ['JP'],
};

/** The example of a mobile number that a numbering plan prints, written by the library and not by the writer of frames. */
function example(random: Random, from: readonly CountryCode[], as: 'NATIONAL' | 'INTERNATIONAL' | 'E.164') {
  return getExampleNumber(oneOf(random, from), examples)?.format(as) ?? '';
}

export const phones = (language: string): readonly Format[] => [
  ...(phoneFormats[language] ?? []),
  shown((r) => example(r, REGIONS[language] ?? [], 'NATIONAL')),
  shown((r) => example(r, getCountries(), 'INTERNATIONAL')),
  shown((r) => example(r, getCountries(), 'E.164')),
];

/** Beginnings and lengths of numbers that processors give out for tests. */
const CARDS: readonly [string, number, RegExp][] = [
  ['424242', 16, /(\d{4})(?=\d)/g],
  ['555555', 16, /(\d{4})(?=\d)/g],
  ['378282', 15, /^(\d{4})(\d{6})/],
  ['601111', 16, /(\d{4})(?=\d)/g],
  ['356600', 16, /(\d{4})(?=\d)/g],
  ['222300', 16, /(\d{4})(?=\d)/g],
  ['305693', 14, /^(\d{4})(\d{6})/],
];

function card(random: Random, gap: string): string {
  const [beginning, length, groups] = CARDS[within(random, 0, CARDS.length - 1)] ?? ['424242', 16, /(\d{4})(?=\d)/g];
  const number = check.luhn(beginning + digits(random, length - beginning.length - 1));
  return number.replace(groups, (match, one: string, two: unknown) =>
    typeof two === 'string' ? `${one}${gap}${two}${gap}` : `${match}${gap}`,
  );
}

export const cards: readonly Format[] = [
  form((r) => card(r, '')),
  form((r) => card(r, ' ')),
  form((r) => card(r, '-')),
  form((r) => card(r, '\u00a0')),
  form((r) => full(card(r, ''))),
  form((r) => card(r, '\u200b')),
  form((r) => check.luhn(`400000000000000${digits(r, 3)}`)),
  shown((r) => card(r, '.')),
  shown((r) => card(r, '\u2013')),
  shown((r) => card(r, ' - ')),
  shown((r) => card(r, '_')),
  shown((r) => card(r, '\u2060')),
  shown((r) => [...check.luhn(`424242${digits(r, 9)}`)].join(' ')),
];

/** Banks whose code is zero are none. */
const IBANS: readonly ((random: Random) => [string, string])[] = [
  (r) => ['DE', `0000${digits(r, 14)}`],
  (r) => ['AT', `0000${digits(r, 12)}`],
  (r) => ['CH', `0000${digits(r, 13)}`],
  (r) => ['FR', `0000${digits(r, 7)}${digits(r, 5)}M${digits(r, 5)}X`],
  (r) => ['ES', `0000${digits(r, 16)}`],
  (r) => ['PT', `0000${digits(r, 17)}`],
  (r) => ['BR', `0000${digits(r, 19)}C1`],
  (r) => ['GB', `TEST${digits(r, 14)}`],
  (r) => ['NL', `TEST${digits(r, 10)}`],
  (r) => ['MT', `TEST${digits(r, 5)}${digits(r, 15)}ABC`],
  (r) => ['NO', `0000${digits(r, 7)}`],
];

function iban(random: Random): string {
  const [country, account] = IBANS[within(random, 0, IBANS.length - 1)]?.(random) ?? ['DE', '0'.repeat(18)];
  return check.iban(country, account);
}

const inFours = (text: string, gap: string) => text.replace(/(.{4})(?=.)/g, `$1${gap}`);

export const ibans: readonly Format[] = [
  form((r) => iban(r)),
  form((r) => inFours(iban(r), ' ')),
  form((r) => iban(r).toLowerCase()),
  form((r) => inFours(iban(r), '-')),
  form((r) => inFours(iban(r), '\u00a0')),
  shown((r) => inFours(iban(r).toLowerCase(), ' ')),
  shown((r) => inFours(iban(r), '.')),
  shown((r) => full(iban(r))),
  shown((r) => inFours(iban(r), '\u202f')),
  shown((r) => iban(r).replace(/(.{2})(?=.)/g, '$1\u200b')),
  shown((r) => iban(r).replace(/^(..)(..)/, '$1 $2 ')),
];

const four = (r: Random) =>
  `${['192.0.2', '198.51.100', '203.0.113', `10.${within(r, 0, 255)}.${within(r, 0, 255)}`][within(r, 0, 3)]}.${within(r, 1, 254)}`;
const hex = (r: Random, length = 4) => within(r, 1, 16 ** length - 1).toString(16);
const six = (r: Random) => `2001:db8:${hex(r)}:${hex(r)}:${hex(r)}:${hex(r)}:${hex(r)}:${hex(r)}`;

export const ips: readonly Format[] = [
  form(four),
  form((r) => four(r)),
  form((r) => four(r).replaceAll('.', '[.]')),
  form(six),
  form((r) => `2001:db8::${hex(r)}`),
  form((r) => `2001:DB8::${hex(r).toUpperCase()}:${hex(r).toUpperCase()}`),
  form((r) => `::ffff:${four(r)}`),
  shown((r) => full(four(r))),
  shown((r) => four(r).replaceAll('.', '(dot)')),
  shown((r) => four(r).replace('.', '.\u200b')),
  shown((r) => `fe80::${hex(r)}:${hex(r)}%eth0`),
  shown((r) => `2001:0db8:0000:0000:0000:0000:${hex(r)}:0001`),
  shown((r) => `2001:db8:${hex(r)}::`),
];
