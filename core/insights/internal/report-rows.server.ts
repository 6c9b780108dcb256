import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Period } from '#core/analytics/rules/period.ts';
import { chooseLocale, type Locale, locales } from '#core/i18n/rules.ts';
import type { Rows } from '#core/platform/db.server.ts';
import { type Fact, factSchema, type Report, type ReportKind, type Worded, wordedSchema } from '../schema.ts';

export interface NewReport {
  guildId: string;
  kind: ReportKind;
  period: Period;
  timeZone: string;
  locale: Locale;
  facts: readonly Fact[];
}

/** Writes a report down, still to be worded. @returns its id; null where the week has been told of already */
export async function insertReport(
  { pool }: Pick<Rows, 'pool'>,
  report: NewReport,
  nowMs: number,
): Promise<string | null> {
  const { guildId, kind, period, timeZone, locale, facts } = report;
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO insight_report (id, guild_id, kind, from_day, to_day, time_zone, facts, written_at, locale, wording,
                                 sentences, withheld, tries)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', '[]', 0, 0)
     ON CONFLICT (guild_id, to_day) WHERE kind = 'weekly' DO NOTHING RETURNING id`,
    [
      ...[randomUUID(), guildId, kind, period.fromDay, period.toDay, timeZone],
      ...[JSON.stringify(facts), new Date(nowMs), locale],
    ],
  );
  return rows[0]?.id ?? null;
}

const rowSchema = z.object({
  id: z.string(),
  guildId: z.bigint().transform(String),
  kind: z.enum(['weekly', 'asked']),
  fromDay: z.int(),
  toDay: z.int(),
  timeZone: z.string(),
  facts: z.array(factSchema),
  writtenAt: z.date(),
  locale: z.string().transform((text) => chooseLocale(locales, text)),
  wording: z.enum(['waiting', 'rules', 'model']),
  why: z.string().nullable(),
  sentences: z.array(wordedSchema),
  withheld: z.int(),
});

/** A row as it is told, whatever wrote it. */
export function reportOf(row: unknown): Report {
  const { fromDay, toDay, ...rest } = rowSchema.parse(row);
  return { ...rest, period: { fromDay, toDay } };
}

/** A report that waits to be worded, taken up by one who asks a model; null where it does not wait. */
export async function claimReport(
  { prisma }: Pick<Rows, 'prisma'>,
  { guildId, reportId }: { guildId: string; reportId: string },
): Promise<Report | null> {
  const where = { id: reportId, guildId: BigInt(guildId), wording: 'waiting' };
  const { count } = await prisma.insightReport.updateMany({ where, data: { tries: { increment: 1 } } });
  const row = count === 0 ? null : await prisma.insightReport.findFirst({ where });
  return row === null ? null : reportOf(row);
}

/** How a report that waited was worded. One that is worded already stays as it is. */
export async function settleReport(
  { prisma }: Pick<Rows, 'prisma'>,
  { guildId, reportId }: { guildId: string; reportId: string },
  how: { wording: 'rules' | 'model'; why: string | null; sentences: Worded[]; withheld: number },
): Promise<void> {
  await prisma.insightReport.updateMany({
    where: { id: reportId, guildId: BigInt(guildId), wording: 'waiting' },
    data: how,
  });
}
