/** Makers of check digits, apart from what looks for them: a mistake shared would be a mistake unseen. */
export const check = {
  /** @param digits without the last. Source: ISO/IEC 7812-1, annex B. */
  luhn(digits: string): string {
    for (let last = 0; last <= 9; last++) {
      const all = `${digits}${last}`;
      let sum = 0;
      for (let at = 0; at < all.length; at++) {
        const doubled = Number(all[all.length - 1 - at]) * (at % 2 === 0 ? 1 : 2);
        sum += Math.floor(doubled / 10) + (doubled % 10);
      }
      if (sum % 10 === 0) return all;
    }
    throw new Error(`no check digit for ${digits}`);
  },
  /** Source: ISO 13616. */
  iban(country: string, account: string): string {
    const letters = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
    return `${country}${String(98n - (BigInt(letters) % 97n)).padStart(2, '0')}${account}`;
  },
};
