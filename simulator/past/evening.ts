import type { Random } from '../world/random.ts';
import type { Actor, Cast } from './cast.ts';
import { drawFrom } from './season.ts';
import { DAY_MS, HOUR_MS, type VoiceStretch } from './types.ts';

const MINUTE_MS = 60_000;
/** Nobody is in voice at this local hour: everyone leaves by then, so that one day of voice stands by itself. */
export const QUIET_HOUR = 6;
const MOST_PEOPLE = 160;

export interface Evening {
  /** The quiet hour with which it begins; it ends 24 hours later. */
  fromMs: number;
  /** Of each of the cast that day. */
  presence: Float64Array;
  people: number;
  activity: number;
  hours: Float64Array;
  rooms: readonly string[];
  afk: string | null;
  botId: string | null;
}

/** Everything that happens in a guild's voice channels from one quiet hour to the next. Nobody is in two rooms. */
export function evening(random: Random, cast: Cast, of: Evening): VoiceStretch[] {
  const { rooms } = of;
  const stretches: VoiceStretch[] = [];
  if (rooms.length === 0) return stretches;
  const meetings = Array.from({ length: 1 + Math.floor(of.people / 7) }, () => ({
    room: Math.floor(random.next() ** 2 * rooms.length),
    atMs: of.fromMs + drawFrom(of.hours, random.next()) * HOUR_MS + random.below(HOUR_MS),
  }));
  const scale = (of.people / Math.max(1e-9, 0.35 * cast.weight)) * of.activity;
  let came = 0;
  cast.actors.forEach((actor, i) => {
    const likely = actor.likesVoice && came < MOST_PEOPLE ? (of.presence[i] ?? 0) * scale : 0;
    if (likely === 0 || !random.chance(Math.min(0.9, likely))) return;
    came += 1;
    const meeting = random.pick(meetings);
    let fromMs = Math.max(of.fromMs, meeting.atMs + Math.floor((random.next() - 0.35) * 50 * MINUTE_MS));
    for (let sessions = random.chance(0.2) ? 2 : 1; sessions > 0; sessions -= 1) {
      const ms = Math.floor((3 - 55 * Math.log(1 - random.next())) * MINUTE_MS);
      const toMs = Math.min(fromMs + Math.min(ms, 6 * HOUR_MS), of.fromMs + DAY_MS);
      session(random, of, actor, meeting.room, fromMs, toMs, stretches);
      fromMs = toMs + 5 * MINUTE_MS + random.below(HOUR_MS);
      if (fromMs >= of.fromMs + DAY_MS) break;
    }
  });
  const first = meetings[0];
  if (of.botId !== null && first && random.chance(0.4)) {
    const toMs = Math.min(first.atMs + 2 * HOUR_MS, of.fromMs + DAY_MS);
    stretches.push(stretch(rooms[first.room] ?? '', of.botId, first.atMs, toMs, { bot: true }));
  }
  return stretches;
}

/** One stay in voice: parts follow one another without a break, each in one room and one state. */
function session(
  random: Random,
  of: Evening,
  actor: Actor,
  room: number,
  fromMs: number,
  toMs: number,
  into: VoiceStretch[],
): void {
  let muted = random.chance(0.3);
  let deafened = false;
  let channelId = of.rooms[room] ?? '';
  let afk = false;
  for (let at = fromMs; at < toMs; ) {
    const end = random.chance(0.45) ? toMs : Math.min(toMs, at + MINUTE_MS + random.below(40 * MINUTE_MS));
    const isMember = actor.stays.some((stay) => stay.joinedMs <= at && end <= (stay.leftMs ?? end));
    if (isMember && end > at) into.push(stretch(channelId, actor.userId, at, end, { muted, deafened, afk }));
    const dice = random.next();
    if (dice < 0.3) {
      afk = false;
      channelId = of.rooms[Math.floor(random.next() ** 2 * of.rooms.length)] ?? channelId;
    } else if (dice < 0.36 && of.afk !== null) {
      afk = true;
      channelId = of.afk;
    } else if (dice < 0.75) muted = !muted;
    else {
      deafened = !deafened;
      muted = muted || deafened;
    }
    at = end;
  }
}

function stretch(
  channelId: string,
  userId: string,
  fromMs: number,
  toMs: number,
  rest: Partial<VoiceStretch>,
): VoiceStretch {
  return { channelId, userId, fromMs, toMs, muted: false, deafened: false, afk: false, bot: false, ...rest };
}
