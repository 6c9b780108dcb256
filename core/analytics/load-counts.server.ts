import type pg from 'pg';
import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { PASS_GATE } from '#core/privacy/erasure-gate.server.ts';
import type { CountBatch, GapRow, SpanRow } from './count-batch.server.ts';
import { addMessages } from './internal/add-messages.server.ts';
import { addVoice, saveVoicePeaks } from './internal/add-voice.server.ts';
import { int8Array } from './internal/binary-array.server.ts';
import { saveReading } from './internal/invite-rows.server.ts';
import { saveGaps, saveSpans } from './internal/save-coverage.server.ts';
import { saveMemberships } from './internal/save-memberships.server.ts';
import { saveThreads } from './internal/save-threads.server.ts';
import type { ReadInvite } from './rules/invites.ts';

/** Everybody who first joined a guild at an instant came by this. */
export interface InvitedRow {
  guildId: string;
  joinedMs: number;
  code: string;
}

/** The invites of a guild as they were at an instant; null where the bot may not read them. */
export interface LoadedReading {
  guildId: string;
  atMs: number;
  invites: readonly ReadInvite[] | null;
}

/** Counts that no cluster of this instance made. Gaps are of guilds, never of a shard. */
export interface LoadedCounts extends Pick<CountBatch, 'messages' | 'voice' | 'peaks' | 'threads' | 'memberships'> {
  gaps: readonly (GapRow & { guildId: string })[];
  spans: readonly SpanRow[];
  /** Joins of which the invite is known. */
  invited: readonly InvitedRow[];
  /** In order of time; the last one of a guild is what the next that Discord gives is compared with. */
  readings: readonly LoadedReading[];
}

/** Adds counts in one transaction: all of them or nothing. The same ones twice are counted twice. */
export async function loadCounts(db: Database, counts: LoadedCounts): Promise<void> {
  await inTransaction(db.for('count-activity', 'respect-objection'), async (client) => {
    await client.query(PASS_GATE);
    const hours = [...counts.messages.hours, ...counts.voice.map((row) => row.hour)];
    const days = [...new Set(hours.map((hour) => Math.floor(hour / 24)))].sort((a, b) => a - b);
    await client.query('SELECT analytics.ensure_day(day) FROM unnest($1::int[]) AS day', [days]);
    await addMessages(client, counts.messages);
    await addVoice(client, counts.voice);
    await saveVoicePeaks(client, counts.peaks);
    await saveThreads(client, counts.threads);
    await saveMemberships(client, counts.memberships);
    await saveInvited(client, counts.invited);
    await saveReadings(client, counts.readings);
    // Of a guild's gap the shard is not asked.
    await saveGaps(client, 1, { closed: [], opened: counts.gaps });
    await saveSpans(client, { closed: [], opened: counts.spans });
  });
}

async function saveInvited(client: pg.ClientBase, invited: readonly InvitedRow[]): Promise<void> {
  if (invited.length === 0) return;
  await client.query(
    `UPDATE analytics.membership m SET invite_code = i.code
       FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS i(guild_id, joined_ms, code)
      WHERE m.guild_id = i.guild_id AND m.first_joined_ms = i.joined_ms AND m.invite_code IS NULL`,
    [
      int8Array(invited.map((row) => row.guildId)),
      int8Array(invited.map((row) => row.joinedMs)),
      invited.map((row) => row.code),
    ],
  );
}

async function saveReadings(client: pg.ClientBase, readings: readonly LoadedReading[]): Promise<void> {
  for (const { guildId, atMs, invites } of readings) {
    await client.query(
      `INSERT INTO analytics.invite_watch (guild_id, state, since_ms, asked_ms) VALUES ($1, $2, $3, $3)
       ON CONFLICT (guild_id) DO NOTHING`,
      [guildId, invites === null ? 'not_permitted' : 'starting', atMs],
    );
    if (invites !== null) await saveReading(client, guildId, { fromMs: atMs, toMs: atMs, invites }, 0);
  }
}
