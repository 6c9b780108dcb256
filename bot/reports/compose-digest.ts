import type { Pictures } from '#bot/pictures/pictures.ts';
import type { DigestDeps, DigestWeek } from '#core/analytics/deliver-digests.server.ts';
import { drawPicture } from '#core/analytics/drawing/picture.ts';
import { getRecentTotals } from '#core/analytics/get-recent-totals.server.ts';
import { dateOfDay } from '#core/analytics/rules/period.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { chooseLocale, offeredLocales } from '#core/i18n/rules.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { ReportChart } from './draw-report.ts';
import { tellInsights } from './tell-insights.ts';
import { tellTotals } from './tell-totals.ts';
import { lines, rangeOf } from './words.ts';

interface Deps {
  db: Database;
  clock: Clock;
  pictures: Pictures;
  /** Of the dashboard. */
  origin: string;
  mode: 'development' | 'production' | 'test';
}

/** Writes the message of a guild's week, in the guild's language. */
export function composeDigest({ db, clock, pictures, origin, mode }: Deps): DigestDeps['compose'] {
  return async ({ guildId, locale: tag, fromDay, toDay }: DigestWeek) => {
    const locale = chooseLocale(offeredLocales(mode), null, tag);
    const speaking = { locale, t: speakerOf(locale).t };
    const { t } = speaking;
    const asked = { length: toDay - fromDay + 1, nowMs: clock.now(), toDay };
    const totals = await getRecentTotals(db, { guildId, channelId: null }, asked);
    const told = tellTotals(
      totals,
      { figures: ['messages', 'voice', 'people'], measure: null, growth: true },
      speaking,
    );
    // The address of this week's page: no other message has it, so the message is known by it.
    const mark = `${origin}/guilds/${guildId}/overview?${new URLSearchParams({ from: dateOfDay(fromDay), to: dateOfDay(toDay) })}`;
    const insights = told === null ? [] : await tellInsights(db, { guildId, toDay }, speaking);
    const picture = told === null ? null : await draw(pictures, told.chart, dateOfDay(fromDay));
    const content = lines(
      t('reports:digest.title', { range: rangeOf(totals.period, speaking), zone: totals.timeZone }),
      ...(told?.figures ?? [t('reports:digest.nothing')]),
      ...insights,
      told !== null && picture === null ? t('reports:noPicture') : null,
      `[${t('reports:open')}](<${mark}>)`,
      `-# ${t('reports:digest.why')}`,
    );
    return { content, picture, mark };
  };
}

async function draw(pictures: Pictures, { picture, alt }: ReportChart, date: string) {
  try {
    return { name: `week-${date}.png`, png: await pictures.png(drawPicture(picture, 'dark')), alt };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}
