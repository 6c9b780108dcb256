import { noteCrawl } from '#core/consent/note-crawl.server.ts';
import { crawlPages, placeOfCounter } from './crawl-pages.server.ts';
import type { Dependencies } from './dependencies.server.ts';

const EVERY_MS = 600_000;
/** A process that starts has people's requests to answer first. */
const FIRST_MS = 5_000;

/** Looks at this process's own pages soon and every ten minutes, and notes what they set and load. */
export function watchPages(
  deps: Pick<Dependencies, 'db' | 'clock' | 'config' | 'log'>,
  answer: (request: Request) => Response | Promise<Response>,
): { close(): Promise<void> } {
  const { web, statistics } = deps.config;
  const look = async () => {
    try {
      const found = await crawlPages(
        async (path, init) => answer(new Request(`${web.origin}${path}`, init)),
        web.origin,
      );
      await noteCrawl(deps, { ...found, counter: await placeOfCounter(statistics) });
    } catch (error) {
      deps.log.warn({ err: error }, 'the pages could not be looked at');
    }
  };
  let looking = Promise.resolve();
  const next = (inMs: number) =>
    setTimeout(() => {
      looking = look();
      timer = next(EVERY_MS);
    }, inMs);
  let timer = next(FIRST_MS);
  return {
    async close() {
      clearTimeout(timer);
      await looking;
    },
  };
}
