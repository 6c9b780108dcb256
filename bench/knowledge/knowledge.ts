import { openWholeDatabase } from '#core/platform/db.server.ts';
import { type BenchResult, rounded } from '../report.ts';
import { withDatabase } from '../rig/with-database.ts';
import { guildNodes } from './guild.ts';
import { measure } from './measure.ts';
import { questions } from './questions.ts';

/** Of what members ask, how much is found among the first five: by the product, and by plain full text in the same run. */
export async function knowledge(): Promise<BenchResult> {
  return await withDatabase('knowledge', async (url) => {
    const db = openWholeDatabase(url, { max: 2 });
    const { recall, byLanguage, medianMs, missed } = await measure(db, questions).finally(() => db.close());
    const languages = Object.entries(byLanguage).flatMap(([language, of]) => [
      [`recall_at_5_graph_${language}`, rounded(of.graph)] as const,
      [`recall_at_5_plain_${language}`, rounded(of.plain)] as const,
    ]);
    return {
      figures: {
        nodes: guildNodes.length,
        questions: questions.length,
        recall_at_5_plain: rounded(recall.plain),
        recall_at_5_without_relations: rounded(recall.alone),
        recall_at_5_graph: rounded(recall.graph),
        graph_over_plain: rounded(recall.graph - recall.plain),
        graph_over_without_relations: rounded(recall.graph - recall.alone),
        ...Object.fromEntries(languages),
        median_ms: rounded(medianMs),
      },
      goals: { graph_over_plain: { atLeast: 0 }, graph_over_without_relations: { atLeast: 0 } },
      notes: [
        'Plain: to_tsvector and ts_rank of Postgres with the simple configuration, any of the words. It parses Japanese as',
        'one word a sentence, so that its share there says little; without_relations has our terms and no graph.',
        ...missed.map((one) => `not found: ${one}`),
      ],
    };
  });
}
