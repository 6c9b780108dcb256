import os from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { rollUp } from '#core/analytics/roll-up.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { type BenchResult, type Figures, type Goals, median, rounded } from '../report.ts';
import { type FilledDatabase, startFilledDatabase } from '../scale/filled-database.ts';
import { recordStatements, type Statement } from '../scale/record-statements.ts';
import { HELD_DAYS } from '../scale/world.ts';
import { type Chart, chartsOf } from './charts.ts';

export interface QueryOptions {
  rows: number;
  say: (line: string) => void;
}

const WARM_UP = 5;
const ASKED = 41;
const ASKED_OF_HOURS = 3;
const TIMES_FASTER = 50;

/**
 * How long the product's own questions take for a guild of 250,000 members, against the same answers from the hourly
 * rows in the same run. The totals of the held days are the product's own roll-ups of those rows; an answer that
 * differs ends the bench.
 */
export async function query({ rows, say }: QueryOptions): Promise<BenchResult> {
  const filled = await startFilledDatabase({ rows, totalsUntil: ({ today }) => today - HELD_DAYS, say });
  try {
    const rollUpSeconds = await makeTotals(filled);
    say(`the big guild's totals of ${HELD_DAYS} days made in ${rollUpSeconds} s`);
    const figures: Figures = {
      hourly_rows: filled.rows,
      big_guild_rows: await countRows(filled),
      big_guild_members: filled.world.big.members,
      fill_seconds: filled.fillSeconds,
      load_average: rounded(os.loadavg()[0] ?? 0, 1),
      roll_up_30_days_seconds: rollUpSeconds,
    };
    const goals: Goals = {};
    const recorded = recordStatements(filled.db);
    for (const chart of chartsOf({ ...filled, db: recorded.db }))
      await measure(chart, { filled, statements: recorded.statements }, figures, goals, say);
    return {
      figures,
      goals,
      notes: [
        '"load_average": of the last minute before the figures. Where it is above the cores, milliseconds say little.',
        '"_cpu_ms" is Postgres\'s processor time a call, to a quarter of a millisecond: it does not know the load.',
        '"_postgres_ms" is the median time in Postgres with a warm cache, by its own clock: planning, running, writing the rows.',
        '"_ms" is the median of a whole call: the same, its way to Node, and its rows read there.',
        `"_times_faster" is against one statement over the hourly rows, on the same connections, each answer compared; "_2_years" ends yesterday.`,
        `Totals are of ${filled.world.totalChannels} channels on each of 730 days; a category has 20 of them.`,
      ],
    };
  } finally {
    await filled.end();
  }
}

/** Of the big guild alone: the others are there to be in the way. */
async function makeTotals({ db, world }: FilledDatabase): Promise<number> {
  await db.pool.query('DELETE FROM analytics.counting_span WHERE guild_id <> $1', [world.big.id]);
  const started = performance.now();
  await rollUp(db, world.nowMs);
  const seconds = rounded((performance.now() - started) / 1_000, 1);
  await db.pool.query('VACUUM (ANALYZE) analytics.channel_day, analytics.channel_span, analytics.channel_hour');
  return seconds;
}

async function countRows({ db, world }: FilledDatabase): Promise<number> {
  const { rows } = await db.pool.query<{ rows: number }>(
    `SELECT (SELECT sum(cardinality(user_ids)) FROM analytics.message_pack WHERE guild_id = $1)::int4
          + (SELECT sum(cardinality(user_ids)) FROM analytics.voice_pack WHERE guild_id = $1)::int4 AS rows`,
    [world.big.id],
  );
  return rows[0]?.rows ?? 0;
}

async function measure(
  chart: Chart,
  { filled, statements }: { filled: FilledDatabase; statements: Statement[] },
  figures: Figures,
  goals: Goals,
  say: (line: string) => void,
): Promise<void> {
  const { ask, fromHours, told = (answer) => answer } = chart;
  const cpu = filled.serverCpu();
  const ms = await medianMs(ask, WARM_UP, ASKED);
  const cpuMs = ((filled.serverCpu() - cpu) * 1_000) / (WARM_UP + ASKED);
  figures[`${chart.name}_cpu_ms`] = rounded(cpuMs);
  figures[`${chart.name}_ms`] = rounded(ms);
  goals[`${chart.name}_ms`] = { atMost: chart.atMostMs };
  statements.length = 0;
  await ask();
  const postgresMs = await timeInPostgres(filled.db, [...statements]);
  figures[`${chart.name}_postgres_ms`] = rounded(postgresMs);
  goals[`${chart.name}_postgres_ms`] = { atMost: chart.atMostMs };
  say(
    `${chart.name}: ${postgresMs.toFixed(2)} ms in Postgres, ${ms.toFixed(2)} ms in all, ${cpuMs.toFixed(2)} ms of its CPU`,
  );
  if (fromHours === undefined) return;
  const answer = told(await ask());
  const same = await fromHours();
  if (!isDeepStrictEqual(answer, same))
    throw new Error(
      `${chart.name}: ${JSON.stringify(answer).slice(0, 300)} is not ${JSON.stringify(same).slice(0, 300)}`,
    );
  const hourlyMs = await medianMs(fromHours, 1, ASKED_OF_HOURS);
  figures[`${chart.name}_from_hours_ms`] = rounded(hourlyMs);
  figures[`${chart.name}_times_faster`] = rounded(hourlyMs / ms, 1);
  goals[`${chart.name}_times_faster`] = { atLeast: TIMES_FASTER };
  say(`${chart.name} from the hourly rows: ${hourlyMs.toFixed(0)} ms`);
}

/** Milliseconds of all statements of a question together. */
async function timeInPostgres({ pool }: WholeDatabase, statements: readonly Statement[]): Promise<number> {
  let sum = 0;
  for (const { text, values, as } of statements) {
    const times: number[] = [];
    for (let n = 0; n < WARM_UP + ASKED; n++) {
      const { rows } = await pool.query<{
        'QUERY PLAN': [{ 'Planning Time': number; 'Execution Time': number }];
      }>(`EXPLAIN (ANALYZE, TIMING OFF, SERIALIZE ${as}, FORMAT JSON) ${text}`, values);
      const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
      if (plan && n >= WARM_UP) times.push(plan['Planning Time'] + plan['Execution Time']);
    }
    sum += median(times);
  }
  if (sum === 0) throw new Error('Postgres was asked nothing');
  return sum;
}

async function medianMs(ask: () => Promise<unknown>, warmUp: number, asked: number): Promise<number> {
  for (let n = 0; n < warmUp; n++) await ask();
  const times: number[] = [];
  for (let n = 0; n < asked; n++) {
    const started = performance.now();
    await ask();
    times.push(performance.now() - started);
  }
  return median(times);
}
