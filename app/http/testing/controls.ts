import { noteCrawl } from '#core/consent/note-crawl.server.ts';
import { tellVisit } from '#core/consent/rules/web-visit.ts';
import { webProbes } from '#core/consent/web-promises.server.ts';
import type { NegativeControl, Stage } from '#core/platform/testing/negative-control.ts';
import { crawlPages, placeOfCounter } from '../crawl-pages.server.ts';
import { siteOf } from './small-site.ts';

/** The web process has looked at pages like these. */
async function look(stage: Stage, site: Parameters<typeof siteOf>[0] = {}, counterUrl: string | null = null) {
  const found = await crawlPages(siteOf(site), 'https://here.example');
  const counter = await placeOfCounter(counterUrl === null ? null : { url: counterUrl });
  await noteCrawl(stage, { ...found, counter });
}

/** A control whose mechanism is how the site is made: without it, pages are like `site` and visits are counted at `url`. */
const pagesControl = (
  promise: string,
  off: string,
  site: Parameters<typeof siteOf>[0],
  url: string | null = null,
): NegativeControl => ({
  promise,
  off,
  seen: 'broken',
  before: (stage) => look(stage),
  async cripple(stage) {
    await look(stage, site, url);
    return undefined;
  },
});

export const controls: readonly NegativeControl[] = [
  pagesControl('P06', 'the one place that writes cookies', { cookies: ['theme=dark; Path=/'] }),
  {
    promise: 'P06',
    off: 'the look at the pages',
    seen: 'stale',
    before: (stage) => look(stage),
    async cripple({ clock }) {
      clock.move(2 * 3_600_000);
      return undefined;
    },
  },
  pagesControl('P19', 'a tracker without a cookie', { cookies: ['umami.session=1; Path=/'] }),
  {
    promise: 'P20',
    off: 'what strips addresses and the browser’s name',
    seen: 'broken',
    async cripple(stage) {
      const [probe] = webProbes(stage, (site, visit) => ({
        body: { type: 'event', payload: { website: site.websiteId, hostname: site.hostname, url: visit.pattern } },
        userAgent: visit.userAgent ?? tellVisit(site, visit).userAgent,
      })).filter(({ promise }) => promise === 'P20');
      return probe;
    },
  },
  pagesControl('P21', 'the policy that keeps pages to this host', {
    html: '<script src="https://cloud.umami.example/script.js"></script>',
  }),
  pagesControl('P22', 'a counter in one’s own network', {}, 'https://203.0.113.7'),
];
