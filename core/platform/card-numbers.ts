/** 13 to 19 digits that stand alone, with single spaces or dashes between them: SQL and JavaScript read it alike. */
export const DIGITS = '(?<![0-9A-Za-z._-])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])';

/**
 * How numbers of cards begin, and how long they are then. UnionPay's of 17 and 18 digits are left out: ids of Discord have as
 * many, and look alike. Source: ISO/IEC 7812, and the ranges that the card schemes publish.
 */
const SCHEMES: readonly RegExp[] = [
  /^4(\d{12}|\d{15}|\d{18})$/,
  /^(5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(0[0-5]|[68]\d)\d{11}(\d{2})?$/,
  /^(6011|64[4-9]\d|65\d{2}|62\d{2})(\d{12}|\d{15})$/,
  /^35(2[89]|[3-8]\d)\d{12}$/,
];

/** Numbers of cards in a text, without what stands between their digits. */
export function findCardNumbers(text: string): string[] {
  return [...text.matchAll(new RegExp(DIGITS, 'g'))]
    .map(([digits]) => digits.replace(/[ -]/g, ''))
    .filter((digits) => SCHEMES.some((scheme) => scheme.test(digits)) && passesLuhn(digits));
}

/** The text with its card numbers taken out. */
export function hideCardNumbers(text: string): string {
  return text.replace(new RegExp(DIGITS, 'g'), (digits) => (findCardNumbers(digits).length > 0 ? '[card]' : digits));
}

/** Whether the last digit is the check digit of the others. Source: ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
