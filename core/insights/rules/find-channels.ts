import type { Period } from '#core/analytics/rules/period.ts';
import { type Found, findLevel, sureOf } from './find-levels.ts';
import type { ChannelWeeks, Week } from './guild-numbers.ts';
import { mean } from './statistics.ts';

/** More channels than these are not looked at: what happens in the smallest is chance. */
const LOOKED_AT = 30;
/** Of a channel that woke, or a week of one that fell silent, at least. */
const NEEDED_MESSAGES = 12;
/** Weeks without a message, before one wakes. */
const SLEPT = 3;
/** Messages come together: how often a channel is silent by chance. */
const BURST = 6;

/** Channels that grew, fell, woke or fell silent. @param weeks of the guild, for what was observed, as long as those of channels */
export function findChannels(channels: readonly ChannelWeeks[], weeks: readonly Week[], period: Period): Found[] {
  const largest = channels.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, LOOKED_AT);
  const caution = Math.log10(Math.max(1, largest.length));
  return largest.flatMap((channel) => {
    const found: (Found | null)[] = [];
    const [now = 0, ...messages] = channel.messages;
    if (weeks[0]?.values.messages != null) {
      const before = messages.map((value, index) => (weeks[index + 1]?.values.messages == null ? null : value));
      found.push(
        findEnds({ id: channel.id, period, now, before }) ??
          findLevel({ measure: 'messages', channelId: channel.id, period, now, before, caution }),
      );
    }
    const [voice = 0, ...voiceMs] = channel.voiceMs;
    if (weeks[0]?.values.voice != null && voice > 0) {
      const before = voiceMs.map((value, index) => (weeks[index + 1]?.values.voice == null ? null : value));
      found.push(findLevel({ measure: 'voice', channelId: channel.id, period, now: voice, before, caution }));
    }
    return found.filter((one) => one !== null);
  });
}

function findEnds(asked: {
  id: string;
  period: Period;
  now: number;
  before: readonly (number | null)[];
}): Found | null {
  const { id, period, now, before } = asked;
  const of = {
    ...{ measure: 'messages' as const, channelId: id, noteId: null },
    ...{ fromDay: period.fromDay, toDay: period.toDay },
  };
  const slept = before.findIndex((value) => value !== 0);
  const weeks = slept === -1 ? before.length : slept;
  if (now >= NEEDED_MESSAGES && weeks >= SLEPT)
    return { ...of, kind: 'woke', direction: 'up', sure: 'clear', values: { now, weeks }, weight: 4.5 };
  const last = before.slice(0, 4).flatMap((value) => value ?? []);
  const usual = mean(last);
  // The chance of no message, where conversations come by Poisson.
  if (now > 0 || last.length < 4 || Math.min(...last) === 0 || usual < NEEDED_MESSAGES) return null;
  const sure = sureOf(Math.sqrt((2 * usual) / BURST) + 1);
  if (sure === 'open') return null;
  return { ...of, kind: 'silent', direction: 'down', sure, values: { was: usual, weeks: last.length }, weight: 5 };
}

const sizeOf = ({ messages, voiceMs }: ChannelWeeks) =>
  messages.reduce((total, one) => total + one, 0) + voiceMs.reduce((total, one) => total + one, 0) / 360_000;
