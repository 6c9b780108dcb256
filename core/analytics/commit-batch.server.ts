import type pg from 'pg';
import { lockShards, saveOffsets } from '#core/gateway/commit-offsets.server.ts';
import { removeUnlistedGuilds, saveGuilds } from '#core/guilds/save-guilds.server.ts';
import { sendNews } from '#core/platform/bus.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { PASS_GATE } from '#core/privacy/erasure-gate.server.ts';
import type { CountBatch } from './count-batch.server.ts';
import { addMessages } from './internal/add-messages.server.ts';
import { addVoice, saveVoicePeaks, saveVoiceSessions } from './internal/add-voice.server.ts';
import { noteRollUpDue } from './internal/note-roll-up-due.server.ts';
import { saveGaps, saveSpans } from './internal/save-coverage.server.ts';
import { saveInvites } from './internal/save-invites.server.ts';
import { saveMemberships } from './internal/save-memberships.server.ts';
import { saveThreads } from './internal/save-threads.server.ts';

export type CommitOutcome =
  | { outcome: 'committed' }
  /** An earlier attempt had been committed though its answer was lost. */
  | { outcome: 'was-committed' }
  /** Somebody else owns these shards now. Nothing was written, and nothing of this process ever may be again. */
  | { outcome: 'fenced'; lost: number[] };

/**
 * A stopped process must not hold the locks of its shards against its replacement, so Postgres ends a transaction that
 * is idle for longer than any pause of a healthy process.
 */
const BEGIN = `BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '60s';
SET LOCAL idle_in_transaction_session_timeout = '10s';
${PASS_GATE}`;

/** A connection that says nothing for this long is given up: its outcome is then unknown. */
const GIVE_UP_MS = 180_000;

/** Ids that fit into one NOTIFY payload with room to spare. */
const NEWS_GUILDS = 300;

/**
 * Makes a batch durable in one transaction: fence, counts, offsets.
 * @throws where the outcome is unknown or nothing was written; call again with the same batch until it answers.
 */
export async function commitBatch(db: Database, batch: CountBatch): Promise<CommitOutcome> {
  const client = await db.for('count-activity', 'respect-objection').pool.connect();
  let broken: Error | undefined;
  let released = false;
  const release = () => {
    if (!released) client.release(broken);
    released = true;
  };
  const watchdog = setTimeout(() => {
    broken = new Error('the database did not answer in time');
    release();
  }, GIVE_UP_MS);
  try {
    await client.query(BEGIN);
    const fence = await lockShards(client, batch.shardCount, batch.shards);
    if (!fence.held || fence.committedBatch >= batch.number) {
      await client.query('ROLLBACK');
      return fence.held ? { outcome: 'was-committed' } : { outcome: 'fenced', lost: fence.lost };
    }
    await write(client, batch);
    await saveOffsets(client, batch.shardCount, batch.number, batch.shards);
    await client.query('COMMIT');
    return { outcome: 'committed' };
  } catch (error) {
    // A connection in doubt is not used again: the next attempt must not queue behind this one.
    broken ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    clearTimeout(watchdog);
    release();
  }
}

async function write(client: pg.ClientBase, batch: CountBatch): Promise<void> {
  const hours = new Set([...batch.messages.hours, ...batch.voice.map((row) => row.hour)]);
  const days = [...new Set([...hours].map((hour) => Math.floor(hour / 24)))].sort((a, b) => a - b);
  // Before any row is written: making a partition locks its parent.
  if (days.length > 0) await client.query('SELECT analytics.ensure_day(day) FROM unnest($1::int[]) AS day', [days]);
  await addMessages(client, batch.messages);
  await addVoice(client, batch.voice);
  await saveVoiceSessions(client, batch.voiceSessions);
  await saveVoicePeaks(client, batch.peaks);
  await saveThreads(client, batch.threads);
  await saveMemberships(client, batch.memberships);
  await saveInvites(client, batch);
  await noteRollUpDue(client, batch);
  await saveGuilds(client, batch.guilds);
  for (const roster of batch.rosters) {
    await removeUnlistedGuilds(client, { shardCount: batch.shardCount, ...roster });
  }
  await saveGaps(client, batch.shardCount, batch.gaps);
  await saveSpans(client, batch.spans);
  await tell(client, batch);
}

async function tell(client: pg.ClientBase, batch: CountBatch): Promise<void> {
  const guildIds = new Set(batch.messages.guildIds);
  for (const row of batch.voice) guildIds.add(row.guildId);
  for (const row of batch.gaps.opened) if (row.guildId) guildIds.add(row.guildId);
  for (const row of [...batch.spans.opened, ...batch.spans.closed]) guildIds.add(row.guildId);
  for (const row of [...batch.voiceSessions.ended, ...batch.voiceSessions.current]) guildIds.add(row.guildId);
  for (const row of batch.memberships) guildIds.add(row.guildId);
  if (guildIds.size === 0) return;
  await sendNews(client, {
    type: 'counted',
    clusterId: batch.clusterId,
    guildIds: guildIds.size > NEWS_GUILDS ? null : [...guildIds],
  });
}
