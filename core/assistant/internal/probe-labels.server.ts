import type { PoolClient } from 'pg';
import { features } from '#core/ai/features.ts';
import { type Surface, surfaces } from '#core/ai/rules/surfaces.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { type Locale, locales } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { criticalTopics } from '../rules/critical-topics.ts';
import { criticalKinds } from '../rules/critical-words.ts';
import { triedQuestions } from './tried-questions.ts';
import { tryConversation } from './try-conversation.server.ts';

export interface LabelDeps {
  db: Database;
  clock: Clock;
  /** Mechanisms, as they are tried. */
  say?: (locale: Locale, key: Words) => string;
  topics?: typeof criticalTopics;
}

type Words =
  | (typeof surfaces)[Surface]['says' | 'warns']
  | `assistant:critical.${'title' | (typeof criticalKinds)[number]}`;

const places = [...new Set(Object.values(features).flatMap((feature): readonly Surface[] => feature.surfaces))];

/** Probes of what stands beside what a model wrote. No conversation is read for them. */
export function labelProbes({ db, clock, say = spoken, topics = criticalTopics }: LabelDeps): Probe[] {
  /** Places and languages in which the words do not hold a phrase. */
  const without = (part: 'says' | 'warns', phrase: 'ai' | 'canBeWrong') =>
    locales.flatMap((locale) =>
      places
        .filter((place) => !say(locale, surfaces[place][part]).includes(speakerOf(locale).t(`ai:label.${phrase}`)))
        .map((place) => `${place} ${locale}`),
    );
  return [
    {
      promise: 'A18',
      async look() {
        const unmarked = await tryOut(db.for('use-model'), async (client) => {
          const { turnId } = await tryConversation(client, clock);
          return [
            ...((await isTaken(client, turnId, 'written_by = NULL')) ? ['words without a mark'] : []),
            ...((await isTaken(client, turnId, `call_ids = '{}'`)) ? ['a mark without the request it came of'] : []),
          ];
        });
        const { rows } = await db.for('use-model', 'accountability').pool.query<Record<'model' | 'rules', number>>(
          `SELECT count(*) FILTER (WHERE written_by = 'model')::int4 AS model,
                  count(*) FILTER (WHERE written_by = 'rules')::int4 AS rules FROM assistant_turn`,
        );
        const found = [...without('says', 'ai'), ...unmarked];
        const { model = 0, rules = 0 } = rows[0] ?? {};
        return keptUnless(found, { aiSurfaces: places, aiMarked: model, rulesMarked: rules });
      },
    },
    {
      promise: 'A54',
      look: async () => keptUnless(without('warns', 'canBeWrong'), { aiSurfaces: places, languages: [...locales] }),
    },
    {
      promise: 'A55',
      async look() {
        const missed = Object.entries(triedQuestions).flatMap(([locale, asked]) => [
          ...criticalKinds.filter((kind) => !topics([asked[kind]]).includes(kind)).map((kind) => `${kind} ${locale}`),
          ...(topics([asked.none]).length > 0 ? [`nothing ${locale}`] : []),
        ]);
        const silent = locales.filter((locale) =>
          (['title', ...criticalKinds] as const).some((part) => say(locale, `assistant:critical.${part}`).length < 8),
        );
        return keptUnless([...missed, ...silent], {
          criticalTopics: [...criticalKinds],
          languages: [...locales],
        });
      },
    },
  ];
}

const spoken = (locale: Locale, key: Words): string => speakerOf(locale).t(key);

/** Whether the database takes a change of an answer. */
async function isTaken(client: PoolClient, turnId: string, change: string): Promise<boolean> {
  await client.query('SAVEPOINT tried');
  const taken = await client.query(`UPDATE assistant_turn SET ${change} WHERE id = $1`, [turnId]).then(
    ({ rowCount }) => rowCount === 1,
    () => false,
  );
  await client.query('ROLLBACK TO SAVEPOINT tried');
  return taken;
}
