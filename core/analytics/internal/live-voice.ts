import { HOUR_MS, hourOf } from '#core/platform/snowflake.ts';
import { VOICE_BOT, voicePart } from '../rules.ts';
import { type Interval, subtract } from './intervals.ts';

export interface OpenSession {
  userId: string;
  channelId: string;
  flags: number;
  /** Up to here its time is in analytics.voice_pack already. */
  accruedUntilMs: number;
}

export interface LiveVoice {
  userId: string;
  channelId: string;
  hour: number;
  activeMs: number;
  mutedMs: number;
  deafenedMs: number;
}

/** People in voice outside the AFK channel, bots left out, by channel. */
export function peopleByChannel(sessions: readonly OpenSession[], afkChannelId: string | null): Map<string, number> {
  const people = new Map<string, number>();
  for (const session of sessions) {
    if (session.flags & VOICE_BOT || session.channelId === afkChannelId) continue;
    people.set(session.channelId, (people.get(session.channelId) ?? 0) + 1);
  }
  return people;
}

/**
 * Voice time that open sessions have gathered since it was last written, by hour. Who is alone gathers none; time in a
 * gap is unknown.
 */
export function liveVoice(
  sessions: readonly OpenSession[],
  afkChannelId: string | null,
  asOfMs: number,
  gaps: readonly Interval[],
): LiveVoice[] {
  const people = peopleByChannel(sessions, afkChannelId);
  const rows: LiveVoice[] = [];
  for (const session of sessions) {
    if (session.flags & VOICE_BOT || session.channelId === afkChannelId) continue;
    const part = voicePart(session.flags, people.get(session.channelId) ?? 0);
    if (part === 'alone') continue;
    for (const stretch of subtract({ fromMs: session.accruedUntilMs, toMs: asOfMs }, gaps)) {
      for (let from = stretch.fromMs; from < stretch.toMs; ) {
        const hour = hourOf(from);
        const to = Math.min(stretch.toMs, (hour + 1) * HOUR_MS);
        rows.push({
          userId: session.userId,
          channelId: session.channelId,
          hour,
          activeMs: part === 'active' ? to - from : 0,
          mutedMs: part === 'muted' ? to - from : 0,
          deafenedMs: part === 'deafened' ? to - from : 0,
        });
        from = to;
      }
    }
  }
  return rows;
}
