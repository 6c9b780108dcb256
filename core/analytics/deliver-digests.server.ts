import { isEntitled, listEntitledGuilds } from '#core/billing/list-entitled-guilds.server.ts';
import type { BotDeps } from '#core/guilds/list-bot-permissions.server.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordMessages, NewMessage } from '#core/platform/discord-messages.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { type DueDigest, digestNonce, dueDigest, type StopReason } from './digest.ts';
import {
  type Digest,
  type Earlier,
  findEarlier,
  isSettled,
  noteAttempt,
  settleDelivery,
  stopDigest,
} from './internal/digest-rows.server.ts';
import { isTimeZone } from './internal/local-day.ts';

/** What is said of a guild's week. */
export interface DigestWeek {
  guildId: string;
  /** The guild's, as Discord has it. */
  locale: string;
  /** First and last day, in days since 1970. */
  fromDay: number;
  toDay: number;
}

export interface DigestDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  messages: DiscordMessages;
  bot: BotDeps;
  /** Aborted: no further digest is begun. */
  signal?: AbortSignal;
  /** The message of a week, and `mark`: a part of it that no other message has. */
  compose(week: DigestWeek): Promise<Omit<NewMessage, 'nonce'> & { mark: string }>;
}

/** Totals of Sunday are made when it is over; without them for so long it is sent with what there is. */
const TOTALS_MS = 24 * 3_600_000;

/**
 * Sends the digests that are due, each once: also where this process, or another that does the same, was killed at any
 * instant. See docs/decisions/0014.
 */
export async function deliverDigests(deps: DigestDeps): Promise<{ sent: number; stopped: number }> {
  const { db, clock, log } = deps;
  const rows = await db
    .for('count-activity')
    .prisma.digest.findMany({ where: { stoppedAt: null }, orderBy: { guildId: 'asc' } });
  const guildIds = rows.map(({ guildId }) => guildId.toString());
  const [entitled, guilds] = await Promise.all([
    listEntitledGuilds({ db, clock }, guildIds),
    db.for('count-activity').prisma.guild.findMany({
      where: { id: { in: rows.map(({ guildId }) => guildId) } },
      select: { id: true, timeZone: true, preferredLocale: true },
    }),
  ]);
  const premium = new Set(entitled.map(({ guildId }) => guildId));
  const known = new Map(guilds.map((guild) => [guild.id, guild]));
  const done = { sent: 0, stopped: 0 };
  for (const row of rows) {
    if (deps.signal?.aborted) break;
    const digest: Digest = {
      guildId: row.guildId.toString(),
      channelId: row.channelId.toString(),
      chosenAt: row.chosenAt,
    };
    try {
      const guild = known.get(row.guildId) ?? { timeZone: 'UTC', preferredLocale: 'en-US' };
      // Asked once more before it is stopped: premium may have come back meanwhile.
      const has = premium.has(digest.guildId) || (await isEntitled({ db, clock }, digest.guildId));
      const outcome = has ? await deliver(deps, digest, guild) : 'premium_ended';
      if (outcome === 'sent') done.sent += 1;
      else if (outcome !== 'nothing' && (await stopDigest({ db, clock }, digest, outcome))) done.stopped += 1;
    } catch (error) {
      // The next guild is not to wait for this one; the next run tries it again.
      if (!isAppError(error)) throw error;
      log.warn({ guild: digest.guildId, error: error.message }, 'a digest could not be sent yet');
    }
  }
  return done;
}

async function deliver(
  deps: DigestDeps,
  digest: Digest,
  guild: { timeZone: string; preferredLocale: string },
): Promise<'sent' | 'nothing' | StopReason> {
  const { db, clock } = deps;
  const timeZone = isTimeZone(guild.timeZone) ? guild.timeZone : 'UTC';
  const due = dueDigest(clock.now(), timeZone, digest.chosenAt.getTime());
  if (due === null || (await isSettled(db, { guildId: digest.guildId, week: due.week }))) return 'nothing';
  if (!(await totalsAreMade(deps, digest, due))) return 'nothing';
  return alone(db, digest.guildId, () => send(deps, digest, due, guild.preferredLocale));
}

async function totalsAreMade({ db, clock }: DigestDeps, { guildId }: Digest, due: DueDigest): Promise<boolean> {
  if (clock.now() > due.dueMs + TOTALS_MS) return true;
  const sunday = { guildId: BigInt(guildId), day: due.week + 6 };
  return (await db.for('count-activity').prisma.guildDay.count({ where: sunday })) > 0;
}

/** Runs unless another process is at the same guild; a process that dies lets go. */
async function alone(
  db: Database,
  guildId: string,
  work: () => Promise<'sent' | 'nothing' | StopReason>,
): Promise<'sent' | 'nothing' | StopReason> {
  const { pool } = db.for('count-activity');
  const client = await pool.connect();
  let broken = true;
  try {
    const key = [`digest:${guildId}`];
    const { rows } = await client.query<{ got: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      key,
    );
    const result = rows[0]?.got ? await work() : 'nothing';
    if (rows[0]?.got) await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key);
    broken = false;
    return result;
  } finally {
    // A connection that is closed holds no lock.
    client.release(broken);
  }
}

async function send(
  deps: DigestDeps,
  digest: Digest,
  due: DueDigest,
  locale: string,
): Promise<'sent' | 'nothing' | StopReason> {
  const { db, clock, messages } = deps;
  const { guildId, channelId } = digest;
  const scope = { guildId, week: due.week };
  const { mark, ...message } = await deps.compose({ guildId, locale, fromDay: due.week, toDay: due.week + 6 });
  const earlier: Earlier = await findEarlier(deps, scope, mark);
  if (earlier.state === 'settled') return 'nothing';
  if (earlier.state === 'unknown') {
    await settleDelivery(db, scope, { givenUpAt: new Date(clock.now()) });
    return 'nothing';
  }
  if (earlier.state === 'found') {
    await settleDelivery(db, scope, { sentAt: new Date(clock.now()), messageId: BigInt(earlier.messageId) });
    return 'sent';
  }
  await noteAttempt(db, scope, channelId, new Date(clock.now()));
  const answer = await messages.send(channelId, { ...message, nonce: digestNonce(guildId, due.week) });
  if ('refused' in answer) return answer.refused;
  await settleDelivery(db, scope, { sentAt: new Date(clock.now()), messageId: BigInt(answer.id) });
  return 'sent';
}
