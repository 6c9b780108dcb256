/** What the counter of visits (Umami) is told of a visit: its documented payload, without the fields left out here. */
export interface ToldVisit {
  type: 'event';
  payload: { website: string; hostname: string; url: string };
}

/**
 * Said instead of what the visitor's browser says of itself, one for every large screen and one for every small one. Umami
 * counts nothing without a browser's name; these are the two names that Chrome gives to everybody.
 * Source: Chromium, "User-Agent Reduction".
 */
const LARGE = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
const SMALL =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36';

/**
 * What is told of a visit: which kind of page, and whether the screen is small. Nothing of an address but its pattern gets
 * through, so no id, query, fragment, click id or referrer; of the browser one of two names, of its network nothing.
 * @param pattern "/guilds/:guildId/overview"
 */
export function tellVisit(
  site: { websiteId: string; hostname: string },
  visit: { pattern: string; userAgent: string | null },
): { body: ToldVisit; userAgent: string } {
  return {
    body: {
      type: 'event',
      payload: { website: site.websiteId, hostname: site.hostname, url: visit.pattern.replace(/[?#].*$/s, '') },
    },
    userAgent: /\bMobi/.test(visit.userAgent ?? '') ? SMALL : LARGE,
  };
}

/**
 * Whether a browser lets visits be counted: not where it asks not to be tracked, or not to have its data sold or shared.
 * Sources: W3C, "Tracking Preference Expression (DNT)"; W3C, "Global Privacy Control".
 */
export function mayCountVisit(headers: { get(name: string): string | null }): boolean {
  return headers.get('dnt') !== '1' && headers.get('sec-gpc') !== '1';
}
