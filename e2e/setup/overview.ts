import { expect, type Locator, type Page } from '@playwright/test';
import { discord } from './discord.ts';

/** The large figure under a heading of the overview, as text. */
export function figure(page: Page, name: 'Messages' | 'Voice time' | 'Active members'): Locator {
  return page
    .getByRole('heading', { name: `${name}: what it means`, exact: true })
    .locator('xpath=following-sibling::p[1]');
}

export interface CsvHour {
  from_utc: string;
  to_utc: string;
  state: string;
  messages: string;
  voice_seconds: string;
  observed_share_messages: string;
}

/** Reads the CSV of a day. @throws where it is not what it says it is. */
export function readCsv(text: string): CsvHour[] {
  const [head = '', ...lines] = text.trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    expect(fields, line).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])) as unknown as CsvHour;
  });
}

/** The day as the product would hand it out now, with this page's session. */
export async function dayOf(page: Page, guildId: string): Promise<CsvHour[]> {
  const response = await page.request.get(`/guilds/${guildId}/overview.csv`);
  expect(response.status()).toBe(200);
  return readCsv(await response.text());
}

/** What the simulated Discord knows to have happened in a guild since its day began. */
export async function truthOf(page: Page, guildId: string) {
  const [first] = await dayOf(page, guildId);
  const fromMs = Date.parse(first?.from_utc ?? '');
  const cells = await discord.ledger(guildId, fromMs, true);
  const byChannel = new Map<string, number>();
  for (const { channelId, parentId, messages } of cells)
    byChannel.set(parentId ?? channelId, (byChannel.get(parentId ?? channelId) ?? 0) + messages);
  const voiceMs = new Map<number, number>();
  for (const { hour, activeMs, mutedMs, deafenedMs } of cells)
    voiceMs.set(hour, (voiceMs.get(hour) ?? 0) + activeMs + mutedMs + deafenedMs);
  return {
    messages: cells.reduce((sum, cell) => sum + cell.messages, 0),
    posters: new Set(cells.filter((cell) => cell.messages > 0).map((cell) => cell.userId)).size,
    /** Rounded by the hour, as the file of a day is. */
    voiceSeconds: [...voiceMs.values()].reduce((sum, ms) => sum + Math.round(ms / 1_000), 0),
    byChannel,
  };
}
