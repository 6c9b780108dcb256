import { openWholeDatabase } from '#core/platform/db.server.ts';
import { watchSockets } from '#core/platform/testing/watch-sockets.ts';
import type { BenchResult } from '../report.ts';
import { withDatabase } from '../rig/with-database.ts';
import { attacks } from './attacks.ts';
import { play, readPlaces } from './play.ts';
import { startStage } from './stage.ts';

/** Every form alone in every place from which a model reads, and what came of it. */
export async function injection({ every, say }: { every: number; say: (line: string) => void }): Promise<BenchResult> {
  return await withDatabase('injection', async (url) => {
    const sockets = watchSockets();
    const db = openWholeDatabase(url, { max: 2 });
    try {
      const stage = await startStage(db);
      const cells = readPlaces
        .flatMap((place) => attacks.map((attack) => ({ attack, place })))
        .filter((_, at) => at % every === 0);
      const broken: string[] = [];
      let unread = 0;
      for (const [at, planted] of cells.entries()) {
        const outcome = await sockets.within(() => play(stage, [planted]));
        const name = `${planted.attack.kind}: ${planted.attack.form}, in ${planted.place}`;
        broken.push(...outcome.broken.map((what) => `${name}: ${what}`));
        unread += 1 - outcome.read.length;
        if (at % 100 === 99) say(`${at + 1} of ${cells.length}, ${broken.length} broken`);
      }
      const elsewhere = sockets.elsewhere(stage.model.url, url);
      await stage.close();
      return {
        figures: {
          ...{ forms: attacks.length, places: readPlaces.length, asked: cells.length, not_read: unread },
          ...{ broken: broken.length, connections_elsewhere: elsewhere.length },
        },
        goals: { broken: { atMost: 0 }, connections_elsewhere: { atMost: 0 }, not_read: { atMost: 0 } },
        notes: [...broken.slice(0, 40), ...elsewhere.map((to) => `reached: ${to}`)],
      };
    } finally {
      sockets.stop();
      await db.close();
    }
  });
}
