/** Discord's own limit, wherever no law asks for more. Source: Discord Terms of Service. */
export const DISCORD_AGE = 13;

/**
 * Ages from which people decide about their data themselves, where that is later than Discord's 13, by country (ISO 3166-1).
 * Sources: Article 8(1) GDPR with the laws of the member states and the EEA (16 where a state chose no lower age; among
 * them AT DSG § 4(4), CZ 110/2019 § 7, DK databeskyttelsesloven § 6(2) of 2024, FR loi 78-17 art. 45, GR 4624/2019 art. 21,
 * IT d.lgs. 196/2003 art. 2-quinquies, ES LO 3/2018 art. 7); Discord, "Why is Discord asking for my
 * birthday?" for the others. Where both name an age, the higher one stands here.
 */
export const ageLimits: Readonly<Record<string, number>> = {
  AT: 14,
  AW: 16,
  BG: 16,
  BQ: 16,
  CL: 14,
  CO: 14,
  CW: 16,
  CY: 14,
  CZ: 15,
  DE: 16,
  DK: 15,
  ES: 14,
  FR: 15,
  GR: 15,
  HR: 16,
  HU: 16,
  IE: 16,
  IT: 14,
  KR: 14,
  LI: 16,
  LT: 14,
  LU: 16,
  NL: 16,
  PE: 14,
  PL: 16,
  RO: 16,
  RS: 15,
  SI: 16,
  SK: 16,
  SM: 16,
  SX: 16,
  VE: 14,
  VN: 15,
};

/** What stands for every country that is not listed. */
export const ELSEWHERE = 'elsewhere';

/** The age that somebody in a country has to have reached, in years; a country that is not listed has Discord's. */
export function ageLimitIn(country: string): number {
  return Object.hasOwn(ageLimits, country) ? (ageLimits[country] ?? DISCORD_AGE) : DISCORD_AGE;
}
