import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openWholeDatabase } from '#core/platform/db.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { type Comparison, compareCounts } from './truth/compare-counts.ts';
import { controlApi } from './truth/control-api.ts';
import { waitUntilDurable } from './truth/wait-until-durable.ts';

const help = `npm run compare -- [options]
Compares what a running instance counted with what its simulated Discord sent: every guild, channel, person and hour,
for messages and for voice. The traffic pauses and everyone leaves voice meanwhile; afterwards it goes on.
  --home DIR        the PROCORD_HOME of the instance (.procord)
  --database URL    its database, and
  --simulator URL   its simulated Discord, instead of --home
  --wait S          how long counts may take to become durable (60)
  --tolerance MS    by how much voice may differ in a cell (1000)
  --json FILE       writes the comparison
`;

const { values } = parseArgs({
  options: {
    home: { type: 'string', default: process.env.PROCORD_HOME || '.procord' },
    database: { type: 'string' },
    simulator: { type: 'string' },
    wait: { type: 'string', default: '60' },
    tolerance: { type: 'string', default: '1000' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The addresses that a start leaves in its home while it runs. */
function addresses(): { databaseUrl: string; simulatorUrl: string } {
  const file = path.join(values.home, 'run.json');
  if (values.database && values.simulator) return { databaseUrl: values.database, simulatorUrl: values.simulator };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`No instance runs on ${values.home}: start one, or name --database and --simulator.`);
  }
  const run = z.object({ databaseUrl: z.string(), simulatorUrl: z.string().nullable() }).parse(JSON.parse(text));
  if (run.simulatorUrl === null) throw new Error('This instance runs on the real Discord, which keeps no ledger.');
  return { databaseUrl: values.database ?? run.databaseUrl, simulatorUrl: values.simulator ?? run.simulatorUrl };
}

/**
 * The simulator's ledger begins with its process. An older database holds hours from before, of which it knows nothing:
 * they are left out, with the hour it started in. Of what the seed loaded it does know: the gap after that is not over
 * before the process has started, unless another ran in between.
 */
async function firstHour(
  pool: ReturnType<typeof openWholeDatabase>['pool'],
  startedMs: number,
  past: { fromMs: number; toMs: number },
): Promise<{ hour: number; isLate: boolean }> {
  const { rows } = await pool.query<{ older: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM analytics.counting_span s WHERE from_ms < $1 AND NOT EXISTS (
       SELECT 1 FROM analytics.coverage_gap g
        WHERE g.guild_id = s.guild_id AND kind = 'all' AND g.from_ms = $2 AND coalesce(g.to_ms, $1) >= $1)) AS older`,
    [startedMs, past.toMs],
  );
  if (rows[0]?.older) return { hour: Math.floor(startedMs / HOUR_MS) + 1, isLate: true };
  if (past.fromMs === past.toMs) return { hour: 0, isLate: false };
  const held = await pool.query<{ hour: number | null }>('SELECT min(day) * 24 AS hour FROM analytics.message_pack');
  return { hour: Math.floor((held.rows[0]?.hour ?? 0) / 24) * 24, isLate: false };
}

async function compare(): Promise<{ comparison: Comparison; behind: string[] }> {
  const { databaseUrl, simulatorUrl } = addresses();
  const db = openWholeDatabase(databaseUrl, { max: 2, name: 'procord compare' });
  const control = controlApi(simulatorUrl);
  try {
    const { startedMs, traffic } = await control.stats();
    const { hour: from, isLate } = await firstHour(db.pool, startedMs, await control.past());
    if (isLate) {
      say(`This simulated Discord started at ${new Date(startedMs).toISOString()}, after the database was first used.`);
      say(`Compared are the hours from ${new Date(from * HOUR_MS).toISOString()} on.`);
    }
    await control.quiesce();
    try {
      const behind = await waitUntilDurable(db.pool, control, Number(values.wait) * 1_000);
      return { comparison: await compareCounts(db.pool, control, Number(values.tolerance), from), behind };
    } finally {
      if (traffic.running) await control.traffic({ running: true });
    }
  } finally {
    await db.close();
  }
}

if (values.help) say(help);
else {
  const { comparison, behind } = await compare();
  const wrong = comparison.wrongMessageCells + comparison.wrongVoiceCells + comparison.strangers;
  const equal = wrong === 0 && behind.length === 0;
  for (const one of behind) say(`not durable yet: ${one}`);
  for (const { what, key, counted, truth } of comparison.differences) {
    say(`${what}  guild/channel/person/hour ${key}: counted ${counted}, truth ${truth}`);
  }
  const hours = (comparison.voiceMs / HOUR_MS).toFixed(2);
  say(`guilds ${comparison.guilds}`);
  say(`messages ${comparison.messages} in ${comparison.messageCells} cells, ${comparison.wrongMessageCells} differ`);
  say(`voice ${hours} h in ${comparison.voiceCells} cells, ${comparison.wrongVoiceCells} differ`);
  say(`largest voice difference ${comparison.largestVoiceMs} ms, tolerance ${comparison.voiceToleranceMs} ms`);
  say(
    `gaps ${comparison.gaps} ${JSON.stringify(comparison.gapReasons)}, ${comparison.messagesInGaps} messages inside or before counting began`,
  );
  say(equal ? 'EQUAL' : 'NOT EQUAL');
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ equal, behind, ...comparison }, null, 2)}\n`);
  process.exitCode = equal ? 0 : 1;
}
