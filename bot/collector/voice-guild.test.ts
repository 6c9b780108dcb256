import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VOICE_DEAFENED, VOICE_MUTED, voicePart } from '#core/analytics/rules.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { VoiceGuild } from './voice-guild.ts';
import { VoicePeaks } from './voice-peaks.ts';
import { VoiceTable } from './voice-table.ts';

const AFK = 'afk';
const noPeaks = () => {};
const step = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.constant(HOUR_MS)),
  what: fc.constantFrom('state' as const, 'state' as const, 'state' as const, 'accrue' as const, 'afk' as const),
  user: fc.constantFrom('a', 'b', 'c', 'd'),
  channel: fc.constantFrom('room', 'hall', AFK, null),
  flags: fc.constantFrom(0, VOICE_MUTED, VOICE_DEAFENED, VOICE_MUTED | VOICE_DEAFENED),
});

/** Adds up every stretch between two steps from scratch, without remembering who was accrued until when. */
function plainly(
  steps: readonly { afterMs: number; what: string; user: string; channel: string | null; flags: number }[],
) {
  const sums = new Map<string, number>();
  const where = new Map<string, { channel: string; flags: number }>();
  let afk: string | null = null;
  let now = 0;
  for (const { afterMs, what, user, channel, flags } of steps) {
    for (const [person, state] of where) {
      if (state.channel === afk) continue;
      const humans = [...where.values()].filter((other) => other.channel === state.channel).length;
      for (let from = now; from < now + afterMs; ) {
        const hour = Math.floor(from / HOUR_MS);
        const to = Math.min(now + afterMs, (hour + 1) * HOUR_MS);
        const key = `${person} ${state.channel} ${hour} ${voicePart(state.flags, humans)}`;
        sums.set(key, (sums.get(key) ?? 0) + to - from);
        from = to;
      }
    }
    now += afterMs;
    if (what === 'afk') afk = channel;
    else if (what === 'state') {
      if (channel === null) where.delete(user);
      else where.set(user, { channel, flags });
    }
  }
  return sums;
}

test('whatever happens in whatever order, every stretch is where a plain reckoning puts it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const table = new VoiceTable();
      const guild = new VoiceGuild('g', (...stretch) => table.add(...stretch), noPeaks);
      let now = 0;
      for (const { afterMs, what, user, channel, flags } of steps) {
        now += afterMs;
        if (what === 'state') guild.update(user, channel, flags, now);
        else if (what === 'afk') guild.setAfkChannel(channel, now);
        else guild.accrueAll(now);
      }
      guild.accrueAll(now);
      const sums = new Map<string, number>();
      for (const row of table.rows()) {
        for (const part of ['active', 'muted', 'deafened', 'alone'] as const) {
          const ms = row[`${part}Ms`];
          if (ms > 0) sums.set(`${row.userId} ${row.channelId} ${row.hour} ${part}`, ms);
        }
      }
      expect(sums).toEqual(plainly(steps));
    }),
    { numRuns: 500 },
  );
});

test('what is written is what a restored guild goes on from', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40, size: 'max' }),
      fc.array(step, { maxLength: 40, size: 'max' }),
      (before, after) => {
        const totals = (isRestarted: boolean) => {
          const table = new VoiceTable();
          let guild = new VoiceGuild('g', (...stretch) => table.add(...stretch), noPeaks);
          let now = 0;
          let afk: string | null = null;
          const run = (steps: typeof before) => {
            for (const { afterMs, what, user, channel, flags } of steps) {
              now += afterMs;
              if (what === 'state') guild.update(user, channel, flags, now);
              else if (what === 'accrue') guild.accrueAll(now);
              else {
                afk = channel;
                guild.setAfkChannel(afk, now);
              }
            }
          };
          run(before);
          const { current } = guild.takeChanges();
          if (isRestarted) {
            guild = new VoiceGuild('g', (...stretch) => table.add(...stretch), noPeaks);
            guild.setAfkChannel(afk, 0);
            for (const row of current) guild.restore(row);
          }
          run(after);
          guild.accrueAll(now);
          return table.rows().sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        };
        expect(totals(true)).toEqual(totals(false));
      },
    ),
    { numRuns: 300 },
  );
});

test('the peak of an hour is the most people who were there at once, also those who came before it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const peaks = new VoicePeaks();
      const guild = new VoiceGuild(
        'g',
        () => {},
        (...peak) => peaks.add(...peak),
      );
      const plain = new Map<string, number>();
      const where = new Map<string, string>();
      let afk: string | null = null;
      let now = 0;
      const look = (hour: number) => {
        const people = [...where.values()].filter((channel) => channel !== afk);
        for (const channel of new Set(people)) {
          const count = people.filter((one) => one === channel).length;
          for (const [id, size] of [
            [channel, count],
            ['0', people.length],
          ] as const)
            plain.set(`${id} ${hour}`, Math.max(plain.get(`${id} ${hour}`) ?? 0, size));
        }
      };
      for (const { afterMs, what, user, channel, flags } of steps) {
        for (let hour = Math.floor(now / HOUR_MS); hour <= Math.floor((now + afterMs) / HOUR_MS); hour++) look(hour);
        now += afterMs;
        if (what === 'state') {
          guild.update(user, channel, flags, now);
          if (channel === null) where.delete(user);
          else where.set(user, channel);
        } else if (what === 'afk') {
          guild.setAfkChannel(channel, now);
          afk = channel;
        } else guild.accrueAll(now);
        look(Math.floor(now / HOUR_MS));
      }
      guild.accrueAll(now);
      expect(new Map(peaks.rows().map((row) => [`${row.channelId} ${row.hour}`, row.people]))).toEqual(plain);
    }),
    { numRuns: 500 },
  );
});
