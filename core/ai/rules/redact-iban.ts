import type { Span } from './redact-span.ts';

/** Characters of a whole IBAN by country. Source: SWIFT's IBAN registry, release 99. */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'NO15 BE16 DK18 FI18 FO18 FK18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 ' +
    'CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 ' +
    'AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 ' +
    'AL28 AZ28 BY28 CY28 DO28 GT28 HN28 HU28 LB28 NI28 PL28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const LONGEST_GAP = 3;
const GAP = /[ .\-_/·]/;

/** Whatever comes after one: the check digits decide. Before it no letter may be, or hashes would be full of them. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(
    /(?:(?<![a-z0-9])|(?<=iban))(?=([a-z])[ .\-_/·]{0,3}([a-z])[ .\-_/·]{0,3}\d[ .\-_/·]{0,3}\d)/gi,
  )) {
    if (match.index < (spans.at(-1)?.end ?? 0)) continue;
    const length = LENGTHS[`${match[1]}${match[2]}`.toUpperCase()];
    const taken = length === undefined ? undefined : take(text, match.index, length);
    if (taken && remainder(taken.value) === 1) spans.push({ kind: 'iban', start: match.index, ...taken });
  }
  return spans;
}

function take(text: string, start: number, length: number): { end: number; value: string } | undefined {
  let value = '';
  let gap = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if (/[a-z0-9]/i.test(char)) {
      value += char.toUpperCase();
      gap = 0;
      if (value.length === length) return { end: at + 1, value };
    } else if (!GAP.test(char) || ++gap > LONGEST_GAP) return undefined;
  }
  return undefined;
}

/** Source: ISO 13616, ISO/IEC 7064 MOD 97-10. */
function remainder(iban: string): number {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
