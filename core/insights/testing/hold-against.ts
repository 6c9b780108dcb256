import { type ReadSentence, readDay, readMinutes, readNumber, readWeekday } from './read-sentence.ts';
import type { RawDay, RawGuild } from './simulate-guild.ts';

/**
 * Whether what a sentence claims is so, computed from the hours as they were, in plain loops and without any of the product's
 * code. @returns what is not so
 */
export function holdAgainst(guild: RawGuild, toDay: number, sentence: ReadSentence, locale: string): string[] {
  const { said } = sentence;
  const wrong: string[] = [];
  const fits = (name: string, value: number | undefined | null, unit: 'number' | 'percent' | 'minutes' = 'number') => {
    const text = said[name];
    if (text === undefined) return void wrong.push(`${name} is not said`);
    if (value === undefined || value === null || Number.isNaN(value)) return void wrong.push(`${name} is not known`);
    const read = unit === 'minutes' ? readMinutes(text, locale) : readNumber(text, locale);
    const real = unit === 'percent' ? value * 100 : value;
    const slack = unit === 'number' ? (value < 20 ? 0.051 : 0.5001) : unit === 'percent' ? 0.5001 : 0.51;
    const isClipped =
      unit === 'percent' && ((read === 99 && real > 99 && real < 100) || (read === 1 && real > 0 && real < 1));
    if (Math.abs(read - real) > slack && !isClipped) wrong.push(`${name} is ${text}, not ${real}`);
  };
  const is = (what: boolean, words: string) => void (what || wrong.push(words));

  const first = guild.days[0]?.day ?? 0;
  const week = (back: number) => {
    const from = toDay - 7 * (back + 1) + 1 - first;
    return guild.days.slice(Math.max(0, from), Math.max(0, from + 7));
  };
  const shareSeen = (days: RawDay[], of: 'seen' | 'heard') => total(days.map((day) => hoursOf(day[of]))) / (7 * 24);
  const isWhole = (days: RawDay[], of: 'seen' | 'heard') =>
    days.length === 7 &&
    shareSeen(days, of) >= 0.95 &&
    days.every((day) => hoursOf(day.seen) > 0 || hoursOf(day.heard) > 0);
  const measured = (back: number): number | null => {
    const days = week(back);
    const { measure, channel } = sentence.subject ?? { measure: 'messages', channel: null };
    const place = channel === null ? -1 : guild.channelIds.indexOf(channel.replace('#', ''));
    if (channel !== null && place === -1) return Number.NaN;
    const [seen, heard] = [isWhole(days, 'seen'), isWhole(days, 'heard')];
    const pick = (perChannel: number[]) => (channel === null ? total(perChannel) : (perChannel[place] ?? Number.NaN));
    if (measure === 'messages') return seen ? total(days.map((day) => pick(channelTotals(day)))) : null;
    if (measure === 'voice') return heard ? total(days.map((day) => pick(day.voiceMs))) / 60_000 : null;
    if (measure === 'active') return seen && heard ? (days.at(-1)?.activeWeek ?? null) : null;
    if (measure === 'posters') return seen ? total(days.map((day) => day.posters)) / 7 : null;
    if (measure === 'joins') return seen ? total(days.map((day) => day.joins)) : null;
    return seen ? total(days.map(leftOn)) : null;
  };
  const unit = sentence.subject?.measure === 'voice' ? ('minutes' as const) : ('number' as const);
  const [now, before] = [measured(0), Array.from({ length: 52 }, (_, index) => measured(index + 1))];
  const usual = before.slice(0, 12).filter((value) => value !== null);
  const [kind, how] = sentence.claim.split('.');
  const sides = (a: number | null | undefined, b: number | null | undefined) =>
    is(
      a != null && b != null && (how === 'up' ? a > b : how === 'down' ? a < b : a === b),
      `${a} is not ${how} from ${b}`,
    );

  switch (kind) {
    case 'change':
    case 'unusual': {
      const was = kind === 'change' ? before[0] : middle(usual);
      fits('now', now, unit);
      fits('was', was, unit);
      fits('change', Math.abs((now ?? Number.NaN) - (was ?? Number.NaN)) / (was ?? Number.NaN), 'percent');
      if (kind === 'unusual') fits('weeks', usual.length);
      sides(now, was);
      break;
    }
    case 'shift': {
      const count = (toDay - 6 - readDay(said.since ?? '', locale, toDay)) / 7 + 1;
      const newer = [now, ...before].slice(0, count);
      const older = before.slice(count - 1, 12).filter((value) => value !== null);
      const values = newer.filter((value) => value !== null);
      is(values.length === count && Number.isInteger(count), 'not every week since is known');
      const [level, was] = [total(values) / count, total(older) / older.length];
      fits('now', level, unit);
      fits('was', was, unit);
      fits('change', Math.abs(level - was) / was, 'percent');
      fits('weeks', older.length);
      sides(level, was);
      for (const value of values) for (const old of older) sides(value, old);
      break;
    }
    case 'record':
    case 'quiet': {
      // Of a channel fewer weeks are read: the newest of them.
      const past = before.filter((value) => value !== null).slice(0, readNumber(said.weeks ?? '', locale));
      fits('now', now, unit);
      is(past.length >= 12 && past.length === readNumber(said.weeks ?? '', locale), 'so many weeks are not known');
      for (const value of past) {
        const goesFurther = kind === 'record' ? value >= (now ?? Number.NaN) : value <= (now ?? Number.NaN);
        is(!goesFurther, 'another week goes further');
      }
      break;
    }
    case 'steady':
      fits('now', now, unit);
      fits('low', Math.min(...usual), unit);
      fits('high', Math.max(...usual), unit);
      fits('weeks', usual.length);
      break;
    case 'little':
      fits('now', now, unit);
      is((now ?? 0) < 20 && (usual.length === 0 || middle(usual) < 20), 'that is not little');
      break;
    case 'early':
      fits('now', now, unit);
      fits('weeks', usual.length);
      is(usual.length < 4, 'those are enough weeks');
      break;
    case 'woke': {
      const weeks = readNumber(said.weeks ?? '', locale);
      fits('now', now);
      is(
        before.slice(0, weeks).every((value) => value === 0),
        'it was awake before',
      );
      break;
    }
    case 'silent':
      is(now === 0, 'it is not silent');
      fits('was', total(usual.slice(0, 4)) / Math.min(4, usual.length));
      break;
    case 'leavers': {
      const part = (back: number) => total(week(back).map((day) => day.left.firstDay));
      const all = (back: number) => total(week(back).map(leftOn));
      const whole = Array.from({ length: 12 }, (_, index) => index + 1).filter((back) => isWhole(week(back), 'seen'));
      const [share, shareWas] = [part(0) / all(0), total(whole.map(part)) / total(whole.map(all))];
      fits('now', all(0));
      fits('part', part(0));
      fits('share', share, 'percent');
      fits('shareWas', shareWas, 'percent');
      fits('weeks', whole.length);
      sides(share, shareWas);
      break;
    }
    case 'week1':
    case 'week4': {
      const monday = readDay(said.since ?? '', locale, toDay);
      const cohort = guild.cohorts.find((one) => one.week === monday);
      const others = guild.cohorts
        .filter((one) => one.week < monday && one.joined >= 10)
        .slice(-readNumber(said.weeks ?? '', locale));
      const base = total(others.map(({ joined }) => joined));
      const [share, shareWas] = [
        (cohort?.[kind] ?? 0) / (cohort?.joined ?? 0),
        total(others.map((one) => one[kind])) / base,
      ];
      fits('now', cohort?.joined);
      fits('part', cohort?.[kind]);
      fits('share', share, 'percent');
      fits('shareWas', shareWas, 'percent');
      fits('base', base);
      sides(share, shareWas);
      break;
    }
    case 'hour': {
      const of = (days: RawDay[]) =>
        Array.from({ length: 24 }, (_, hour) =>
          total(days.map((day) => total(day.messages.map((one) => one[hour] ?? 0)))),
        );
      const top = (hours: number[]) => hours.indexOf(Math.max(...hours));
      is(Number(said.hour?.slice(0, 2)) === top(of(week(0))), `the hour is not ${said.hour}`);
      is(Number(said.hourWas?.slice(0, 2)) === top(of([1, 2, 3, 4].flatMap(week))), `the hour was not ${said.hourWas}`);
      break;
    }
    case 'weekday': {
      const weeks = Array.from({ length: readNumber(said.weeks ?? '', locale) }, (_, back) => week(back));
      const weekday = readWeekday(said.weekday ?? '', locale);
      const sizes = (days: RawDay[]) => days.map((day) => total(channelTotals(day)));
      const on = (days: RawDay[]) => total(sizes(days.filter(({ day }) => (day + 3) % 7 === weekday)));
      fits('part', weeks.filter((days) => on(days) === Math.max(...sizes(days))).length);
      fits('share', total(weeks.map(on)) / total(weeks.flatMap(sizes)), 'percent');
      break;
    }
    case 'day':
    case 'note': {
      const day = readDay(said.day ?? '', locale, toDay);
      const of = (one: number) => guild.days.find((raw) => raw.day === one && hoursOf(raw.seen) / 24 >= 0.95);
      const same = Array.from({ length: 8 }, (_, back) => of(day - 7 * (back + 1))).filter((raw) => raw !== undefined);
      const was = middle(same.map((raw) => total(channelTotals(raw))));
      const value = total(of(day)?.messages.flat() ?? [Number.NaN]);
      is(day > toDay - 7, 'the day is of another week');
      fits('now', value);
      fits('weeks', same.length);
      if (how !== 'same') fits('was', was);
      sides(value, was);
      if (kind === 'note')
        is(
          guild.notes.some((note) => note.day === day && note.id === said.note),
          'the note is of another day',
        );
      break;
    }
    case 'hole':
      fits('observed', shareSeen(week(0), how === 'voice' ? 'heard' : 'seen'), 'percent');
      is(shareSeen(week(0), how === 'voice' ? 'heard' : 'seen') < 0.95, 'there is no hole');
      break;
    default:
      wrong.push(`nobody knows how to check ${sentence.claim}`);
  }
  return wrong;
}

function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[half] ?? Number.NaN)
    : ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
}

const leftOn = ({ left }: RawDay) => left.firstDay + left.firstWeek + left.firstMonth + left.later + left.unknown;

const totals = new WeakMap<RawDay, number[]>();
function channelTotals(day: RawDay): number[] {
  const known = totals.get(day) ?? day.messages.map(total);
  totals.set(day, known);
  return known;
}

const hours = new WeakMap<boolean[], number>();
/** How many hours of a day there were. */
function hoursOf(observed: boolean[]): number {
  const known = hours.get(observed) ?? total(observed.map(Number));
  hours.set(observed, known);
  return known;
}
