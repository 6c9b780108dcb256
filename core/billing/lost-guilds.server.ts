import { recordEvent } from '#core/audit/record-event.server.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { readPeriods } from './internal/premium-sources.server.ts';
import { decideEntitlement } from './rules.ts';

interface Deps {
  db: Database;
  clock: Clock;
}

export interface LostGuild {
  guildId: string;
  lostAtMs: number;
}

/** Guilds whose grace is over and whose counted data is not deleted yet. */
export async function listLostGuilds({ db, clock }: Deps): Promise<LostGuild[]> {
  const now = clock.now();
  const lost = [...(await readPeriods(db))].flatMap(([guildId, periods]) => {
    const decided = decideEntitlement(periods, now);
    return decided.state === 'lost' ? [{ guildId, lostAtMs: decided.lostAtMs }] : [];
  });
  const done = await db.for('accountability').prisma.premiumDeletion.findMany({
    where: { guildId: { in: lost.map(({ guildId }) => BigInt(guildId)) } },
    select: { guildId: true, lostAt: true },
  });
  const key = (guildId: string, lostAtMs: number) => `${guildId} ${lostAtMs}`;
  const known = new Set(done.map(({ guildId, lostAt }) => key(guildId.toString(), lostAt.getTime())));
  return lost.filter(({ guildId, lostAtMs }) => !known.has(key(guildId, lostAtMs)));
}

/** Writes down, once for each loss, that everything counted for a guild is deleted. */
export async function recordDeletion(
  { db, clock }: Deps,
  { guildId, lostAtMs }: LostGuild,
  rows: number,
): Promise<void> {
  await db.for('accountability').prisma.$transaction(async (tx) => {
    const { count } = await tx.premiumDeletion.createMany({
      data: [{ guildId: BigInt(guildId), lostAt: new Date(lostAtMs), deletedAt: new Date(clock.now()), rows }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await recordEvent(tx, {
      actor: { kind: 'system' },
      action: 'premium.data_deleted',
      guildId,
      detail: { lostAt: new Date(lostAtMs).toISOString(), rows },
    });
  });
}
