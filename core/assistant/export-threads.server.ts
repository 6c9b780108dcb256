import { surfaces } from '#core/ai/rules/surfaces.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Asked } from '#core/platform/db.server.ts';
import { tellFact } from './internal/tell-sources.ts';
import { readTurns } from './internal/turn-rows.server.ts';
import { tellCritical } from './rules/tell-critical.ts';
import type { Scope, Source, Thread, Turn } from './schema.ts';

type Exported = Thread & { turns: Turn[] };

/**
 * A person's conversations about a guild to take along, oldest first.
 * @param asked.threadId null: all of them
 * @param asked.kind `json`: everything there is; `markdown`: to read, in a language
 */
export async function exportThreads(
  { db, clock }: { db: Asked; clock: Clock },
  scope: Scope,
  asked: { threadId: string | null; kind: 'json' | 'markdown'; locale: Locale },
): Promise<string> {
  const { rows } = await db.for('use-model').pool.query<Thread>(
    `SELECT id, title, origin, created_at AS "createdAt", changed_at AS "changedAt" FROM assistant_thread
      WHERE person_id = $1 AND guild_id = $2 AND ($3::uuid IS NULL OR id = $3) ORDER BY created_at, id`,
    [scope.personId, scope.guildId, asked.threadId],
  );
  const threads: Exported[] = [];
  for (const thread of rows)
    threads.push({ ...thread, turns: await readTurns(db, scope, { threadId: thread.id, nowMs: clock.now() }) });
  if (asked.kind === 'markdown') return threads.map((thread) => inWords(thread, asked.locale)).join('\n\n');
  const written = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  return `${JSON.stringify({ guildId: scope.guildId, threads }, written, 2)}\n`;
}

function inWords({ title, turns }: Exported, locale: Locale): string {
  return [`# ${title}`, ...turns.map((turn) => turnInWords(turn, locale))].join('\n\n');
}

function turnInWords(turn: Turn, locale: Locale): string {
  const { t } = speakerOf(locale);
  const { askedAt, question, answer, writtenBy, sources } = turn;
  const when = askedAt.toISOString().slice(0, 16).replace('T', ' ');
  const quoted = question
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  const mark = writtenBy === 'rules' ? 'assistant:page.turn.rules' : surfaces['answer-file'].says;
  const check = tellCritical(turn, locale);
  return [
    `${when} UTC`,
    quoted,
    writtenBy ? `*${t(mark)}*` : '',
    ...check,
    answer,
    ...sources.map((source) => sourceInWords(source, locale)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function sourceInWords({ number, tool, range, path, facts }: Source, locale: Locale): string {
  const { t } = speakerOf(locale);
  const head = `[${number}] ${t(`assistant:tool.${tool}`)}${range ? `, ${range.from} – ${range.to}` : ''}, ${path}`;
  return [head, '', ...facts.map((fact) => `- ${tellFact(fact, locale)}`)].join('\n');
}
