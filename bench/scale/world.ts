/** Days that are held in full, the oldest of which expires today. */
export const HELD_DAYS = 30;
export const TOTAL_DAYS = 730;
const OTHER_GUILDS = 400;
const BIG_SHARE = 3 / 50;
const VOICE_SHARE = 0.12;

export interface WorldGuild {
  id: string;
  /** 0 for the big one. */
  number: number;
  members: number;
  /** In which people write or speak. */
  channels: number;
  /** Hourly rows in `HELD_DAYS` days. */
  messageRows: number;
  voiceRows: number;
}

export interface World {
  /** Days since 1970; nothing of it has happened yet. */
  today: number;
  nowMs: number;
  big: WorldGuild;
  guilds: readonly WorldGuild[];
  /** Channels of the big guild that have totals: those and the ones where little happens. */
  totalChannels: number;
}

const DAY_MS = 86_400_000;

/** One large guild and many others whose sizes fall off like 1/n, `rows` hourly rows in all over the held days. */
export function makeWorld(rows: number, nowMs: number): World {
  const today = Math.floor(nowMs / DAY_MS);
  const big = guildOf(0, rows * BIG_SHARE, 200, Math.round((rows * BIG_SHARE) / 12));
  const weights = Array.from({ length: OTHER_GUILDS }, (_, index) => 1 / (index + 6));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const others = weights.map((weight, index) => {
    const share = (rows * (1 - BIG_SHARE) * weight) / whole;
    const channels = Math.max(5, Math.min(100, Math.round(Math.sqrt(share) / 10)));
    return guildOf(index + 1, share, channels, Math.max(20, Math.round(share / 20)));
  });
  // Half an hour into the day: what has expired is there still.
  return { today, nowMs: today * DAY_MS + DAY_MS / 48, big, guilds: [big, ...others], totalChannels: 500 };
}

function guildOf(number: number, rows: number, channels: number, members: number): WorldGuild {
  const id = String((1_000_000_000_000n + BigInt(number) * 7_919n) << 20n);
  const voiceRows = Math.round(rows * VOICE_SHARE);
  return { id, number, members, channels, messageRows: Math.round(rows) - voiceRows, voiceRows };
}
