import { HOUR_MS, type VoiceStretch } from './types.ts';

export type Part = 'activeMs' | 'mutedMs' | 'deafenedMs' | 'aloneMs';
type Span = Readonly<{ fromMs: number; toMs: number }>;

/**
 * Calls back with voice time by channel, person, hour and part, by the published definitions: outside the AFK channel,
 * alone before deafened before muted before active; bots are no company; what is hidden counts for nothing.
 */
export function settle(
  stretches: readonly VoiceStretch[],
  hidden: readonly Span[],
  credit: (channelId: string, userId: string, hour: number, part: Part, ms: number) => void,
): void {
  const rooms = new Map<string, VoiceStretch[]>();
  for (const one of stretches) {
    if (one.afk || one.bot) continue;
    const room = rooms.get(one.channelId);
    if (room) room.push(one);
    else rooms.set(one.channelId, [one]);
  }
  for (const room of rooms.values()) sweep(room, hidden, credit);
}

/** Goes through one room from change to change: between two of them everyone's part is one. */
function sweep(
  room: VoiceStretch[],
  hidden: readonly Span[],
  credit: (channelId: string, userId: string, hour: number, part: Part, ms: number) => void,
): void {
  room.sort((a, b) => a.fromMs - b.fromMs);
  const changes = [...new Set(room.flatMap((one) => [one.fromMs, one.toMs]))].sort((a, b) => a - b);
  let present: VoiceStretch[] = [];
  let next = 0;
  changes.forEach((fromMs, i) => {
    const toMs = changes[i + 1];
    if (toMs === undefined) return;
    present = present.filter((one) => one.toMs > fromMs);
    for (; next < room.length; next += 1) {
      const coming = room[next];
      if (!coming || coming.fromMs > fromMs) break;
      present.push(coming);
    }
    if (present.length === 0) return;
    for (const { hour, ms } of observedByHour(fromMs, toMs, hidden))
      for (const one of present) credit(one.channelId, one.userId, hour, partOf(one, present.length), ms);
  });
}

function partOf(one: VoiceStretch, people: number): Part {
  if (people < 2) return 'aloneMs';
  if (one.deafened) return 'deafenedMs';
  return one.muted ? 'mutedMs' : 'activeMs';
}

function observedByHour(fromMs: number, toMs: number, hidden: readonly Span[]): { hour: number; ms: number }[] {
  const parts: { hour: number; ms: number }[] = [];
  for (let from = fromMs; from < toMs; ) {
    const hour = Math.floor(from / HOUR_MS);
    const to = Math.min(toMs, (hour + 1) * HOUR_MS);
    let ms = to - from;
    for (const span of hidden) ms -= Math.max(0, Math.min(to, span.toMs) - Math.max(from, span.fromMs));
    if (ms > 0) parts.push({ hour, ms });
    from = to;
  }
  return parts;
}
