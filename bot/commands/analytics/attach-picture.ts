import type { ReportChart } from '#bot/reports/draw-report.ts';
import { lines } from '#bot/reports/words.ts';
import { drawPicture } from '#core/analytics/drawing/picture.ts';
import { isAppError } from '#core/platform/app-error.ts';
import type { CommandAnswer, CommandUse } from '../command.ts';
import { readOption } from '../options.ts';

/** The answer with its picture; without it, and saying so, where none could be drawn. */
export async function attachPicture(
  content: string,
  { picture, alt }: ReportChart,
  { chosen, t, deps }: CommandUse,
): Promise<CommandAnswer> {
  try {
    const png = await deps.pictures.png(drawPicture(picture, readOption(chosen, 'appearance')));
    return { content, picture: { name: 'stats.png', png, alt } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { content: lines(content, t('reports:noPicture')) };
  }
}
