import type { Overview, OverviewHour } from '#core/analytics/rules.ts';

const HOUR_MS = 3_600_000;
const FROM_MS = Date.UTC(2026, 2, 14);
const messages = [84, 41, 22, 9, 6, 12, 38, 96, 142, 131, 0, 88, 187, 210, 176, 163];
const before = [
  92, 50, 19, 12, 5, 9, 44, 101, 128, 140, 151, 162, 171, 188, 180, 175, 196, 240, 288, 312, 301, 264, 190, 121,
];

/** A day with invented numbers, for places that have to show what a counted day looks like. One stretch is unknown. */
export const exampleOverview: Overview = {
  guildId: '0',
  timeZone: 'UTC',
  date: '2026-03-14',
  fromMs: FROM_MS,
  toMs: FROM_MS + 24 * HOUR_MS,
  asOfMs: FROM_MS + 15.6 * HOUR_MS,
  state: 'counting',
  countingSinceMs: FROM_MS - 240 * HOUR_MS,
  messages: messages.reduce((sum, one) => sum + one, 0),
  voice: { activeMs: 31 * HOUR_MS, mutedMs: 9 * HOUR_MS, deafenedMs: HOUR_MS },
  people: { active: 312, posters: 287, voice: 54 },
  inVoiceNow: 6,
  hours: before.map(
    (value, index): OverviewHour => ({
      fromMs: FROM_MS + index * HOUR_MS,
      state: index < 15 ? 'past' : index === 15 ? 'now' : 'to-come',
      messages: messages[index] ?? 0,
      voiceMs: 0,
      observed:
        index === 10
          ? { messages: 0, voice: 0 }
          : index === 11
            ? { messages: 0.4, voice: 0.4 }
            : { messages: 1, voice: 1 },
      before: { messages: value, voiceMs: null },
    }),
  ),
  channels: [],
  voiceChannels: [],
  comparison: null,
  coverage: {
    messages: 0.9,
    voice: 0.9,
    gaps: [{ fromMs: FROM_MS + 10 * HOUR_MS, toMs: FROM_MS + 11.6 * HOUR_MS, kind: 'all', reason: 'session-lost' }],
  },
};
