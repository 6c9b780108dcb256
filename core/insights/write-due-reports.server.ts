import { localToday } from '#core/analytics/rules/local-today.ts';
import { listEntitledGuilds } from '#core/billing/list-entitled-guilds.server.ts';
import { chooseLocale, locales } from '#core/i18n/rules.ts';
import type { InsightsDeps } from './deps.server.ts';
import { REPORT_DAYS } from './schema.ts';
import { writeReport } from './write-report.server.ts';

const HOUR_MS = 3_600_000;
/** Monday, at three of the guild's clock: the totals of Sunday are made. */
const DUE_MS = 3 * HOUR_MS;
/** A report that could not be written for so many days is not written any more: the next one is near. */
const LATEST_DAYS = 4;

/**
 * Writes the weekly reports that are due in guilds with premium, each once, also where this is done twice or was cut off.
 * @returns how many
 */
export async function writeDueReports(
  deps: Pick<InsightsDeps, 'db' | 'counts' | 'clock'> & { signal?: AbortSignal },
): Promise<number> {
  const { db, clock } = deps;
  const entitled = await listEntitledGuilds({ db, clock });
  const due = await listDue(
    deps,
    entitled.map(({ guildId }) => guildId),
  );
  let written = 0;
  for (const { guildId, toDay, timeZone, locale } of due) {
    if (deps.signal?.aborted) break;
    const asked = { kind: 'weekly', toDay, timeZone, locale: chooseLocale(locales, null, locale) } as const;
    if ((await writeReport(deps, { guildId }, asked)) !== null) written += 1;
  }
  return written;
}

/** Guilds whose week has ended, whose Sunday has totals, and that have no report of it. */
async function listDue({ db, clock }: Pick<InsightsDeps, 'db' | 'clock'>, guildIds: readonly string[]) {
  const { rows } = await db
    .for('serve-guild')
    .pool.query<{ id: string; time_zone: string; preferred_locale: string }>(
      'SELECT id, time_zone, preferred_locale FROM guild WHERE id = ANY ($1::int8[]) ORDER BY id',
      [guildIds],
    );
  const ended = rows.flatMap(({ id, time_zone: timeZone, preferred_locale: locale }) => {
    const today = localToday(clock.now() - DUE_MS, timeZone);
    const weekday = (today + 3) % REPORT_DAYS;
    return weekday > LATEST_DAYS ? [] : [{ guildId: id, toDay: today - weekday - 1, timeZone, locale }];
  });
  const { rows: open } = await db.for('serve-guild').pool.query<{ id: string }>(
    `SELECT due.id FROM unnest($1::int8[], $2::int4[]) AS due(id, to_day)
      WHERE NOT EXISTS (SELECT FROM insight_report r
                         WHERE r.guild_id = due.id AND r.to_day = due.to_day AND r.kind = 'weekly')`,
    [ended.map(({ guildId }) => guildId), ended.map(({ toDay }) => toDay)],
  );
  const { rows: made } = await db.for('count-activity').pool.query<{ id: string }>(
    `SELECT due.id FROM unnest($1::int8[], $2::int4[]) AS due(id, to_day)
      WHERE EXISTS (SELECT FROM analytics.guild_day d WHERE d.guild_id = due.id AND d.day = due.to_day)`,
    [ended.map(({ guildId }) => guildId), ended.map(({ toDay }) => toDay)],
  );
  const [ids, whole] = [open, made].map((found) => new Set(found.map(({ id }) => id)));
  return ended.filter(({ guildId }) => ids?.has(guildId) && whole?.has(guildId));
}
