import { recordEvent } from '#core/audit/record-event.server.ts';
import { type BotDeps, listBotPermissions } from '#core/guilds/list-bot-permissions.server.ts';
import { READ_MESSAGE_HISTORY, VIEW_CHANNEL } from '#core/guilds/rules.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { DiscordMessages } from '#core/platform/discord-messages.server.ts';
import { firstSnowflake, snowflakeMs } from '#core/platform/snowflake.ts';
import type { StopReason } from '../digest.ts';

export interface Digest {
  guildId: string;
  channelId: string;
  chosenAt: Date;
}

interface Delivery {
  guildId: string;
  week: number;
}

/** Whether nothing is left to do for a week. */
export async function isSettled(db: Database, { guildId, week }: Delivery): Promise<boolean> {
  const { prisma } = db.for('accountability');
  const settled = { OR: [{ sentAt: { not: null } }, { givenUpAt: { not: null } }] };
  return (await prisma.digestDelivery.count({ where: { guildId: BigInt(guildId), week, ...settled } })) > 0;
}

/** Discord knows a nonce again for "the past few minutes"; this is surely within. */
const NONCE_MS = 60_000;
/** Between our clock and Discord's. */
const CLOCKS_MS = 30_000;
const READING = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
/** An attempt that reached Discord has its message within this. */
const LATE_MS = 120_000;

/**
 * What became of an earlier attempt. `open`: there was none, it surely sent nothing, or it is so young that Discord knows
 * its nonce. `unknown`: it may have been sent and nobody can tell, so another one could be a second one.
 */
export type Earlier = { state: 'open' | 'settled' | 'unknown' } | { state: 'found'; messageId: string };

export async function findEarlier(
  { db, clock, messages, bot }: { db: Database; clock: Clock; messages: DiscordMessages; bot: BotDeps },
  { guildId, week }: Delivery,
  mark: string,
): Promise<Earlier> {
  const row = await db.for('accountability').prisma.digestDelivery.findUnique({
    where: { guildId_week: { guildId: BigInt(guildId), week } },
  });
  if (!row) return { state: 'open' };
  if (row.sentAt !== null || row.givenUpAt !== null) return { state: 'settled' };
  const attempted = row.attemptedAt.getTime();
  if (clock.now() - attempted < NONCE_MS) return { state: 'open' };
  const channelId = row.channelId.toString();
  // Of a history that is closed to the bot Discord says that it is empty.
  const place = (await listBotPermissions(bot, { guildId }, 0)).find(({ channel }) => channel.id === channelId);
  // Gone: to send is refused, whatever became of the attempt.
  if (!place) return { state: 'open' };
  if ((place.permissions & READING) !== READING) return { state: 'unknown' };
  for (let after = firstSnowflake(attempted - CLOCKS_MS).toString(); ; ) {
    const page = await messages.readAfter(channelId, after);
    const own = page.find(({ content }) => content.includes(mark));
    if (own) return { state: 'found', messageId: own.id };
    const last = page.at(-1)?.id;
    if (last === undefined || snowflakeMs(last) > attempted + LATE_MS) return { state: 'open' };
    after = last;
  }
}

/** Written before anything is sent. */
export async function noteAttempt(
  db: Database,
  { guildId, week }: Delivery,
  channelId: string,
  now: Date,
): Promise<void> {
  const { prisma } = db.for('accountability');
  const attempt = { channelId: BigInt(channelId), attemptedAt: now };
  await prisma.digestDelivery.upsert({
    where: { guildId_week: { guildId: BigInt(guildId), week } },
    create: { guildId: BigInt(guildId), week, ...attempt },
    update: attempt,
  });
}

export async function settleDelivery(
  db: Database,
  { guildId, week }: Delivery,
  outcome: { sentAt: Date; messageId: bigint } | { givenUpAt: Date },
): Promise<void> {
  const { prisma } = db.for('accountability');
  await prisma.digestDelivery.update({ where: { guildId_week: { guildId: BigInt(guildId), week } }, data: outcome });
}

/** Nothing is sent any more, for a reason that the page shows. A choice made meanwhile stands. @returns whether it stopped */
export async function stopDigest(
  { db, clock }: { db: Database; clock: Clock },
  { guildId, channelId, chosenAt }: Digest,
  reason: StopReason,
): Promise<boolean> {
  return db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.digest.updateMany({
      where: { guildId: BigInt(guildId), channelId: BigInt(channelId), chosenAt, stoppedAt: null },
      data: { stoppedAt: new Date(clock.now()), stoppedReason: reason },
    });
    if (count === 0) return false;
    await recordEvent(tx, {
      actor: { kind: 'system' },
      action: 'digest.stopped',
      guildId,
      detail: { channel: channelId, reason },
    });
    return true;
  });
}
