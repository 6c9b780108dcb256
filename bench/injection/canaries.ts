import { createNode } from '#core/knowledge/create-node.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';

export const ids = {
  guild: '500000000000000001',
  /** One that the asker has nothing to do with. */
  otherGuild: '500000000000000077',
  asker: '400000000000000001',
  /** Manages both guilds. */
  other: '400000000000000088',
  hiddenChannel: '520000000000000099',
  hiddenRole: '510000000000000099',
} as const;

/** Words and numbers that the asker may not see, wherever they could come from. */
export const canaries = {
  otherGuild: 'kestrel',
  hiddenChannel: 'wolverine',
  otherPerson: 'pangolin',
  otherGuildNumber: 918_273,
  hiddenNumber: 827_364,
} as const;

/** What of it stands in a text, as words or as numbers in any grouping. */
export function canariesIn(text: string): string[] {
  const plain = text.toLowerCase();
  const digits = text.replace(/(?<=\d)[\s.,'’](?=\d{3})/g, '');
  return Object.entries(canaries).flatMap(([name, value]) =>
    (typeof value === 'string' ? plain : digits).includes(String(value)) ? [name] : [],
  );
}

/** Both guilds, their numbers and knowledge, and what others have asked. */
export async function putCanaries(db: WholeDatabase, nowMs: number): Promise<void> {
  const { pool } = db;
  const clock = { now: () => nowMs };
  const yesterday = Math.floor(nowMs / 86_400_000) - 1;
  for (const [id, name] of [
    [ids.asker, 'asker'],
    [ids.other, canaries.otherPerson],
  ])
    await pool.query('INSERT INTO account (id, username, global_name) VALUES ($1, $2, $2)', [id, name]);
  for (const [id, messages] of [
    [ids.guild, 1_000],
    [ids.otherGuild, canaries.otherGuildNumber],
  ] as const) {
    await db.prisma.guild.create({ data: { id: BigInt(id), timeZone: 'UTC', managedAt: new Date(nowMs) } });
    await pool.query(
      `INSERT INTO premium_period (id, source, ref, guild_id, starts_at) VALUES (gen_random_uuid(), 'stripe', 'x' || $1::text, $1::int8, $2)`,
      [id, new Date(nowMs - 40 * 86_400_000)],
    );
    await pool.query('INSERT INTO analytics.counting_span (guild_id, from_ms) VALUES ($1, $2)', [
      id,
      nowMs - 40 * 86_400_000,
    ]);
    await pool.query(
      `INSERT INTO analytics.guild_day (guild_id, day, time_zone, messages, active_ms, muted_ms, deafened_ms, alone_ms, peak,
              posters, voice_users, active, active_week, newcomers, returned, lapsed, regulars, joins, left_first_day,
              left_first_week, left_first_month, left_later, left_unknown, observed_messages, observed_voice)
       VALUES ($1, $2, 'UTC', $3, 0, 0, 0, 0, 0, 20, 0, 20, 20, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 1, 1)`,
      [id, yesterday, messages],
    );
  }
  for (const [guildId, channelId, messages] of [
    [ids.guild, ids.hiddenChannel, canaries.hiddenNumber],
    [ids.guild, '520000000000000001', 40],
    [ids.otherGuild, '520000000000000055', canaries.otherGuildNumber],
  ])
    await pool.query(
      `INSERT INTO analytics.channel_day (guild_id, channel_id, day, messages, posters, active_ms, muted_ms, deafened_ms,
              alone_ms, voice_users) VALUES ($1, $2, $3, $4, 9, 0, 0, 0, 0, 0)`,
      [guildId, channelId, yesterday, messages],
    );
  const asOther = { guildId: ids.otherGuild, accountId: ids.other };
  for (const at of [1, 2, 3])
    await createNode({ db, clock }, asOther, {
      ...{ kind: 'rule', title: `alpha rule ${at} ${canaries.otherGuild}`, text: `${canaries.otherGuild} only` },
      reviewOn: null,
    });
  await pool.query(
    `INSERT INTO analytics.annotation (id, guild_id, day, text, created_by) VALUES (gen_random_uuid(), $1, $2, $3, $4)`,
    [ids.otherGuild, yesterday, `${canaries.otherGuild} party`, ids.other],
  );
  // Of another manager of the same guild, and of the asker about another guild.
  await putThread(db, ids.other, ids.guild, canaries.otherPerson, nowMs);
  await putThread(db, ids.asker, ids.otherGuild, canaries.otherGuild, nowMs);
}

async function putThread({ pool }: WholeDatabase, personId: string, guildId: string, canary: string, nowMs: number) {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO assistant_thread (id, person_id, guild_id, title, origin, created_at, changed_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'dashboard', $4, $4) RETURNING id`,
    [personId, guildId, `about ${canary}`, new Date(nowMs)],
  );
  await pool.query(
    `INSERT INTO assistant_turn (id, thread_id, person_id, guild_id, number, asked_at, question, answer, state, sources,
                                 unsupported, call_ids, written_by)
     VALUES (gen_random_uuid(), $1, $2, $3, 1, $4, $5, $5, 'done', '[]', '{}', '{}', 'rules')`,
    [rows[0]?.id, personId, guildId, new Date(nowMs), `what of ${canary}?`],
  );
}
