import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { Evidence, Probe } from '#core/platform/evidence.ts';
import { tellVisit } from './rules/web-visit.ts';
import { COOKIE_NAMES, type CounterPlace, type WebCrawl } from './schema.ts';

/** The web process looks every ten minutes. */
const MOST_AGE_MS = 3_600_000;

/** What could be known of somebody from their address, and from what their browser says. Nothing of it may be told. */
const TRACES = ['118000000000000001', 'gclid', 'fbclid', 'utm_id', 'token', 'section', 'Gecko/20991231', 'Solaris'];

interface Deps {
  db: Database;
  clock: Clock;
}

/** Probes of what is promised about cookies and the statistics of the website. `tell` is what tells the counter of a visit. */
export function webProbes(deps: Deps, tell: typeof tellVisit = tellVisit): Probe[] {
  const seen = (promise: string, judge: (crawl: WebCrawl) => Evidence): Probe => ({
    promise,
    look: async () => judge(await lastCrawl(deps)),
  });
  return [
    seen('P06', ({ cookies, pages }) => ({
      state: isOneCookie(cookies) ? 'kept' : 'broken',
      facts: { cookies, pages },
    })),
    seen('P19', ({ cookies, counter }) => ({
      state: isOneCookie(cookies) ? 'kept' : 'broken',
      facts: { cookies, counter },
    })),
    {
      promise: 'P20',
      async look() {
        const { body, userAgent } = tell(
          { websiteId: 'website', hostname: 'host' },
          {
            pattern: '/guilds/:guildId/overview?gclid=1&fbclid=2&utm_id=3&token=4&id=118000000000000001#section',
            userAgent: 'Mozilla/5.0 (Solaris) Gecko/20991231',
          },
        );
        const told = JSON.stringify([body, userAgent]);
        const found = TRACES.filter((trace) => told.includes(trace));
        const fields = Object.keys(body.payload);
        return { state: found.length > 0 ? 'broken' : 'kept', facts: { fields, found } };
      },
    },
    seen('P21', ({ hosts, counter }) => ({
      state: hosts.length > 0 ? 'broken' : placeState(counter),
      facts: { hosts, counter },
    })),
    seen('P22', ({ counter }) => ({ state: placeState(counter), facts: { counter } })),
  ];
}

function isOneCookie(names: readonly string[]): boolean {
  const [name, ...others] = names;
  return others.length === 0 && Object.values<string>(COOKIE_NAMES).includes(name ?? '');
}

function placeState(counter: CounterPlace): Evidence['state'] {
  if (counter === 'public') return 'broken';
  return counter === 'unknown' ? 'degraded' : 'kept';
}

/** @throws Error where nobody looked lately */
async function lastCrawl({ db, clock }: Deps): Promise<WebCrawl> {
  const row = await db.for('show-consent').prisma.webCrawl.findUnique({ where: { id: 1 } });
  if (!row || clock.now() - row.at.getTime() > MOST_AGE_MS) throw new Error('the pages were not looked at lately');
  return { ...row, counter: row.counter as CounterPlace };
}
