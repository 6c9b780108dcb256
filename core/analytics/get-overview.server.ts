import type { Database } from '#core/platform/db.server.ts';
import { inTransaction } from '#core/platform/in-transaction.server.ts';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { type Coverage, getCoverage } from './get-coverage.server.ts';
import { observedShare } from './internal/intervals.ts';
import { liveVoice, peopleByChannel } from './internal/live-voice.ts';
import { isTimeZone, type LocalDay, localDayAt, localDayBefore, pairHours } from './internal/local-day.ts';
import {
  type DayRange,
  type MessageTotals,
  readMessages,
  readParents,
  readPeople,
  readSessions,
  readVoice,
  type VoiceTotals,
} from './internal/read-day.server.ts';
import {
  type Comparison,
  type Gap,
  MARKED_UNDER,
  type Overview,
  type OverviewChannel,
  type OverviewHour,
  voiceTotalMs,
} from './rules.ts';

/**
 * A guild's day so far, in its time zone, from one snapshot of the database. Numbers go as far as the newest commit of
 * the guild's shard; what was not observed is in `coverage`, never in the numbers.
 * @param at nowMs in milliseconds since 1970; an unknown time zone counts as UTC.
 */
export async function getOverview(
  db: Database,
  scope: { guildId: string },
  at: { nowMs: number; timeZone: string },
): Promise<Overview> {
  const timeZone = isTimeZone(at.timeZone) ? at.timeZone : 'UTC';
  const day = localDayAt(at.nowMs, timeZone);
  const before = localDayBefore(day, timeZone);
  const range: DayRange = {
    guildId: scope.guildId,
    fromHour: first(before),
    dayHour: first(day),
    endHour: first(day) + day.hours.length,
  };
  const read = await inTransaction(
    db.for('count-activity', 'respect-objection'),
    async (client) => {
      const coverage = await getCoverage(client, scope, { fromMs: range.fromHour * HOUR_MS, nowMs: at.nowMs });
      const asOfMs = Math.min(at.nowMs, coverage.observedUntilMs ?? at.nowMs);
      const { sessions, afkChannelId } = await readSessions(client, scope.guildId);
      const live = liveVoice(sessions, afkChannelId, asOfMs, coverage.gaps);
      const messages = await readMessages(client, range);
      const voice = await readVoice(client, range, live);
      const people = await readPeople(client, range, live);
      const parents = await readParents(client, scope.guildId, [...messages.byChannel.keys()]);
      return { coverage, asOfMs, sessions, afkChannelId, messages, voice, people, parents };
    },
    'reading',
  );
  const { coverage, asOfMs, sessions, afkChannelId, messages, voice, people, parents } = read;
  const dayFromMs = range.dayHour * HOUR_MS;
  const passed = { fromMs: dayFromMs, toMs: coverage.untilMs };
  const gaps = coverage.gaps
    .filter((gap) => gap.toMs > dayFromMs)
    .map((gap) => ({ ...gap, fromMs: Math.max(gap.fromMs, dayFromMs) }));
  const hours = readHours({ day, before, timeZone, nowMs: at.nowMs, coverage, messages, voice });
  const inChannel = peopleByChannel(sessions, afkChannelId);
  const voiceParts = [...voice.byChannel.values()];
  const sum = (part: 'activeMs' | 'mutedMs' | 'deafenedMs') => voiceParts.reduce((total, one) => total + one[part], 0);
  return {
    guildId: scope.guildId,
    timeZone,
    date: day.date,
    fromMs: dayFromMs,
    toMs: range.endHour * HOUR_MS,
    asOfMs,
    state: stateOf(coverage, dayFromMs),
    countingSinceMs: coverage.countingSinceMs,
    messages: [...messages.byChannel.values()].reduce((total, one) => total + one, 0),
    voice: { activeMs: sum('activeMs'), mutedMs: sum('mutedMs'), deafenedMs: sum('deafenedMs') },
    people,
    inVoiceNow: [...inChannel.values()].reduce((total, one) => total + one, 0),
    hours,
    channels: foldThreads(messages.byChannel, parents),
    voiceChannels: [...new Set([...voice.byChannel.keys(), ...inChannel.keys()])]
      .map((id) => ({
        id,
        name: null,
        former: false,
        inItNow: inChannel.get(id) ?? 0,
        ...(voice.byChannel.get(id) ?? { activeMs: 0, mutedMs: 0, deafenedMs: 0 }),
      }))
      .sort((a, b) => voiceTotalMs(b) - voiceTotalMs(a) || b.inItNow - a.inItNow || (a.id < b.id ? -1 : 1)),
    comparison: compare(hours, asOfMs),
    coverage: {
      messages: observedShare(passed, ofMessages(gaps)),
      voice: observedShare(passed, gaps),
      gaps,
    },
  };
}

function first(day: LocalDay): number {
  return day.hours[0] ?? 0;
}

function ofMessages(gaps: readonly Gap[]): Gap[] {
  return gaps.filter((gap) => gap.kind === 'all');
}

function stateOf(coverage: Coverage, dayFromMs: number): Overview['state'] {
  if (coverage.countingSinceMs !== null) return coverage.behind ? 'behind' : 'counting';
  const passed = { fromMs: dayFromMs, toMs: coverage.untilMs };
  const never = coverage.gaps.filter((gap) => gap.reason === 'not-counted');
  return observedShare(passed, never) > 0 ? 'stopped' : 'never';
}

function readHours({
  day,
  before,
  timeZone,
  nowMs,
  coverage,
  messages,
  voice,
}: {
  day: LocalDay;
  before: LocalDay;
  timeZone: string;
  nowMs: number;
  coverage: Coverage;
  messages: MessageTotals;
  voice: VoiceTotals;
}): OverviewHour[] {
  const pairs = pairHours(day, before, timeZone);
  const observed = (hour: number) => {
    const passed = { fromMs: hour * HOUR_MS, toMs: Math.min((hour + 1) * HOUR_MS, coverage.untilMs) };
    return {
      messages: observedShare(passed, ofMessages(coverage.gaps)),
      voice: observedShare(passed, coverage.gaps),
    };
  };
  return day.hours.map((hour) => {
    const fromMs = hour * HOUR_MS;
    const pair = pairs.get(hour);
    const pairObserved = pair === undefined ? { messages: 0, voice: 0 } : observed(pair);
    return {
      fromMs,
      state: fromMs + HOUR_MS <= nowMs ? 'past' : fromMs <= nowMs ? 'now' : 'to-come',
      messages: messages.byHour.get(hour) ?? 0,
      voiceMs: voice.byHour.get(hour) ?? 0,
      observed: observed(hour),
      before: {
        messages: pairObserved.messages >= MARKED_UNDER ? (messages.byHour.get(pair ?? 0) ?? 0) : null,
        voiceMs: pairObserved.voice >= MARKED_UNDER ? (voice.byHour.get(pair ?? 0) ?? 0) : null,
      },
    };
  });
}

/** Over the hours that are complete and have a pair; of a measure only where each of them was observed on both days. */
function compare(hours: readonly OverviewHour[], asOfMs: number): Comparison | null {
  const complete = hours.filter((hour) => hour.fromMs + HOUR_MS <= asOfMs);
  const last = complete.at(-1);
  if (!last) return null;
  const total = (measure: 'messages' | 'voice', value: 'messages' | 'voiceMs') => {
    const known = complete.every((hour) => hour.observed[measure] >= MARKED_UNDER && hour.before[value] !== null);
    if (!known) return null;
    return {
      today: complete.reduce((sum, hour) => sum + hour[value], 0),
      before: complete.reduce((sum, hour) => sum + (hour.before[value] ?? 0), 0),
    };
  };
  return {
    untilMs: last.fromMs + HOUR_MS,
    messages: total('messages', 'messages'),
    voiceMs: total('voice', 'voiceMs'),
  };
}

/** Threads under their channel, both by size. */
function foldThreads(byChannel: ReadonlyMap<string, number>, parents: ReadonlyMap<string, string>): OverviewChannel[] {
  const channels = new Map<string, OverviewChannel>();
  for (const [id, messages] of byChannel) {
    const parentId = parents.get(id);
    const channelId = parentId ?? id;
    const channel = channels.get(channelId) ?? { id: channelId, name: null, messages: 0, threads: [], former: false };
    channel.messages += messages;
    if (parentId !== undefined) channel.threads.push({ id, name: null, messages });
    channels.set(channelId, channel);
  }
  const bySize = (a: { id: string; messages: number }, b: { id: string; messages: number }) =>
    b.messages - a.messages || (a.id < b.id ? -1 : 1);
  for (const channel of channels.values()) channel.threads.sort(bySize);
  return [...channels.values()].sort(bySize);
}
