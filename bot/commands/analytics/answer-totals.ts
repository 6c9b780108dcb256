import { tellTotals, type Wanted } from '#bot/reports/tell-totals.ts';
import { lines, rangeOf } from '#bot/reports/words.ts';
import { getRecentTotals } from '#core/analytics/get-recent-totals.server.ts';
import { getEntitlement } from '#core/billing/list-entitled-guilds.server.ts';
import type { CommandAnswer, GuildUse } from '../command.ts';
import { readOption } from '../options.ts';
import { attachPicture } from './attach-picture.ts';

export interface AskedTotals extends Wanted {
  /** Null: the whole guild. */
  channelId: string | null;
  title(when: { range: string; zone: string }): string;
}

/** The figures of the last whole days beside those of the days before, with a picture. Made from totals, which name nobody. */
export async function answerTotals(use: GuildUse, asked: AskedTotals): Promise<CommandAnswer> {
  const { guildId, chosen, t, deps } = use;
  const link = `[${t('reports:open')}](<${deps.origin}/guilds/${guildId}>)`;
  const { state } = await getEntitlement(deps, guildId);
  if (state !== 'premium' && state !== 'grace') return { content: lines(t('commands:stats.never'), link) };

  const when = { length: readOption(chosen, 'range'), nowMs: deps.clock.now() };
  const totals = await getRecentTotals(deps.db, { guildId, channelId: asked.channelId }, when);
  const title = asked.title({ range: rangeOf(totals.period, use), zone: totals.timeZone });
  const told = tellTotals(totals, asked, use);
  if (told === null) return { content: lines(title, t('commands:stats.noDay'), link) };
  const ended = state === 'grace' ? t('commands:stats.ended') : null;
  return attachPicture(lines(title, ...told.figures, ended, link), told.chart, use);
}
