import type pg from 'pg';
import { int4Array, int8Array } from './internal/binary-array.server.ts';
import { listPeople } from './internal/count-day.ts';
import { countPeople, type PeopleAnswer } from './internal/count-people.ts';
import { type DayPart, type DayStarts, dayStartsOf } from './internal/day-starts.ts';
import type { GuildWork } from './internal/guild-work.ts';
import { observedIn } from './internal/observed-in.server.ts';
import type { People } from './internal/people.ts';
import { readJoined, readPeople, writePeopleRows } from './internal/people-rows.server.ts';
import { readCells } from './internal/read-cells.server.ts';
import type { Ledger } from './internal/read-ledgers.server.ts';
import { type GuildTop, writeTops } from './internal/write-top.server.ts';
import { MOST_TOP_MEMBERS, type TopDays } from './rules/top-members.ts';
import { ACTIVE_VOICE_MS, NEEDED_OBSERVED } from './rules.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** Of the last week of four. */
const WEEK_STARTS = [6, 13, 20, 27] as const;

/** Weeks that end with a day. */
interface Weeks {
  day: number;
  /** First hours, the newest week's first. */
  starts: readonly [number, number, number, number];
  toHour: number;
  /** The rows of all four weeks are held. */
  areHeld: boolean;
}

/** What is asked of the people of a guild. */
interface Question {
  work: GuildWork;
  starts: DayStarts;
  weeks: Weeks[];
  month: { day: number; fromHour: number; toHour: number } | null;
  /** The day the lists of the most active are made for. */
  topDay: number | null;
  /** People a ranking tells at most. */
  most: number;
  fromHour: number;
  toHour: number;
}

interface Answers {
  weeks: { question: Question; weeks: Weeks; answer: PeopleAnswer }[];
  months: { question: Question; day: number; people: number }[];
  tops: { question: Question; top: GuildTop }[];
}

/** As many more people are ranked than are listed: who objects or has left is not. */
const MORE_RANKED = 14;

/**
 * Counts the different people of weeks and months, and lists the most active, from the lists of people of each day. Lists
 * that are missing, or of another cut than the guild's clocks have now, are made from the hourly rows.
 */
export async function rollUpPeople(
  client: Client,
  works: readonly GuildWork[],
  ledgerOf: (of: { guildId: string }) => Ledger,
  heldFromHour: number,
): Promise<void> {
  const topDays = await readTopDays(client, works);
  const questions = works.flatMap((work) =>
    questionOf(work, topDays.get(work.guildId) ?? null, ledgerOf(work), heldFromHour),
  );
  const answers = await answer(client, questions);
  await writeWeeks(client, answers.weeks, ledgerOf);
  await writeMonths(client, answers.months, ledgerOf);
  for (let tops = answers.tops; tops.length > 0; ) {
    const short = await writeTops(
      client,
      tops.map(({ top }) => top),
    );
    const again = tops
      .filter(({ top }) => short.includes(top))
      .map(({ question }) => ({ ...question, weeks: [], month: null, most: question.most * 8 }));
    ({ tops } = await answer(client, again));
  }
}

/** The newest day with totals of guilds whose lists of the most active are of another. */
async function readTopDays(client: Client, works: readonly GuildWork[]): Promise<Map<string, number>> {
  const wanted = works.filter((work) => work.top).map((work) => work.guildId);
  if (wanted.length === 0) return new Map();
  const { rows } = await client.query<{ guild_id: string; day: number }>(
    `SELECT guild_id, day
       FROM (SELECT g.id AS guild_id, (SELECT max(day) FROM analytics.guild_day d WHERE d.guild_id = g.id) AS day,
                    (SELECT max(day) FROM analytics.top_member t WHERE t.guild_id = g.id) AS listed
               FROM unnest($1::int8[]) AS g(id)) AS known
      WHERE day IS DISTINCT FROM listed AND day IS NOT NULL`,
    [int8Array(wanted)],
  );
  return new Map(rows.map((row) => [row.guild_id, row.day]));
}

function questionOf(work: GuildWork, topDay: number | null, ledger: Ledger, heldFromHour: number): Question[] {
  const starts = dayStartsOf(work.timeZone);
  const weeks = work.weeks
    .map((day) => weeksOf(day, starts, heldFromHour))
    .filter((one) => one.starts[0] >= heldFromHour);
  let month: Question['month'] = null;
  if (work.month !== null) {
    const [fromHour, toHour] = [(work.month - 29) * 24, (work.month + 1) * 24];
    const observed = observedIn(ledger, fromHour, toHour);
    if (fromHour >= heldFromHour && (observed.messages > 0 || observed.voice > 0))
      month = { day: work.month, fromHour, toHour };
  }
  const ofTop = topDay === null ? [] : [weeksOf(topDay, starts, heldFromHour)];
  const ranges = [
    ...[...weeks, ...ofTop].map((one) => ({ fromHour: Math.max(one.starts[3], heldFromHour), toHour: one.toHour })),
    ...(month ? [month] : []),
  ];
  if (ranges.length === 0) return [];
  const fromHour = Math.min(...ranges.map((range) => range.fromHour));
  const toHour = Math.max(...ranges.map((range) => range.toHour));
  return [{ work, starts, weeks, month, topDay, most: MOST_TOP_MEMBERS + MORE_RANKED, fromHour, toHour }];
}

function weeksOf(day: number, starts: DayStarts, heldFromHour: number): Weeks {
  const [first, second, third, fourth] = WEEK_STARTS.map((before) => starts.of(day - before));
  const toHour = starts.of(day + 1);
  const hours = [first ?? toHour, second ?? toHour, third ?? toHour, fourth ?? toHour] as const;
  return { day, starts: hours, toHour, areHeld: hours[3] >= heldFromHour };
}

async function answer(client: Client, questions: readonly Question[]): Promise<Answers> {
  const answers: Answers = { weeks: [], months: [], tops: [] };
  if (questions.length === 0) return answers;
  const joined = await readJoined(
    client,
    questions.flatMap(({ work, weeks }) =>
      weeks.map((one) => ({ guildId: work.guildId, day: one.day, sinceHour: one.starts[3] })),
    ),
  );
  await readLists(client, questions, (question, lists) => {
    const { work, weeks, month, topDay, most } = question;
    const days = new Set([...weeks.map((one) => one.day), ...(topDay === null ? [] : [topDay])]);
    let openMonth = month;
    for (const day of days) {
      const of = weeksOf(day, question.starts, question.fromHour);
      const told = countPeople(lists, {
        weeks: of.starts,
        weeksEnd: of.toHour,
        month: openMonth,
        joined: joined.get(`${work.guildId}/${day}`) ?? NOBODY,
        activeVoiceMs: ACTIVE_VOICE_MS,
        most: day === topDay ? most : 0,
      });
      if (openMonth) answers.months.push({ question, day: openMonth.day, people: told.activeMonth });
      openMonth = null;
      const asked = weeks.find((one) => one.day === day);
      if (asked) answers.weeks.push({ question, weeks: asked, answer: told });
      if (day === topDay) answers.tops.push({ question, top: topOf(question, of, told) });
    }
    if (!openMonth) return;
    const none = {
      weeks: [0, 0, 0, 0],
      weeksEnd: -1,
      joined: NOBODY,
      activeVoiceMs: ACTIVE_VOICE_MS,
      most: 0,
    } as const;
    const { activeMonth } = countPeople(lists, { ...none, month: openMonth });
    answers.months.push({ question, day: openMonth.day, people: activeMonth });
  });
  return answers;
}

const NOBODY = Buffer.alloc(0);

/** Lists begin with what is held: a period that begins before it is not all there. */
function topOf({ work, most, fromHour }: Question, { day, starts }: Weeks, { top }: PeopleAnswer): GuildTop {
  const firstOf: Record<TopDays, number> = { 7: starts[0], 28: starts[3] };
  const held = (days: TopDays) => (firstOf[days] >= fromHour ? firstOf[days] : null);
  return { guildId: work.guildId, day, fromHours: { 7: held(7), 28: held(28) }, top, most };
}

/** Tells the lists of each guild over its hours, those that there were and those that had to be made. */
async function readLists(
  client: Client,
  questions: readonly Question[],
  tell: (question: Question, lists: People[]) => void,
): Promise<void> {
  const open = new Map(questions.map((question) => [question.work.guildId, question]));
  const lacking: { question: Question; lists: People[]; missing: DayPart[] }[] = [];
  const sort = (question: Question, held: readonly People[]) => {
    const byHours = new Map(held.map((list) => [`${list.fromHour}/${list.toHour}`, list]));
    const lists: People[] = [];
    const missing: DayPart[] = [];
    for (const part of question.starts.partsOf(question.fromHour, question.toHour)) {
      const list = part.day <= question.work.closedDay ? byHours.get(`${part.fromHour}/${part.toHour}`) : undefined;
      if (list) lists.push(list);
      else missing.push(part);
    }
    if (missing.length === 0) tell(question, lists);
    else lacking.push({ question, lists: lists.map(copyOf), missing });
  };
  const hours = questions.map(({ work, fromHour, toHour }) => ({ guildId: work.guildId, fromHour, toHour }));
  await readPeople(client, hours, (guildId, held) => {
    const question = open.get(guildId);
    open.delete(guildId);
    if (question) sort(question, held);
  });
  for (const question of open.values()) sort(question, []);
  const parts = lacking.flatMap((one) =>
    one.missing.map((part) => ({ ...part, guildId: one.question.work.guildId, one })),
  );
  await readCells(client, parts, ({ one, ...part }, cells) => {
    one.lists.push(listPeople(cells, part));
  });
  await writePeopleRows(
    client,
    lacking.flatMap(({ question, lists, missing }) => {
      const closed = new Set(
        missing.filter((part) => part.day <= question.work.closedDay).map((part) => part.fromHour),
      );
      return lists
        .filter((list) => closed.has(list.fromHour))
        .map((list) => ({ guildId: question.work.guildId, ...list }));
    }),
  );
  for (const { question, lists } of lacking) tell(question, lists);
}

function copyOf(list: People): People {
  return { ...list, userIds: Buffer.from(list.userIds), counts: Buffer.from(list.counts) };
}

async function writeWeeks(client: Client, weeks: Answers['weeks'], ledgerOf: (of: { guildId: string }) => Ledger) {
  if (weeks.length === 0) return;
  const isWhole = ({ question, weeks: { starts, toHour, areHeld } }: Answers['weeks'][number]) =>
    areHeld && observedIn(ledgerOf(question.work), starts[3], toHour).messages >= NEEDED_OBSERVED;
  const column = (of: (answer: PeopleAnswer) => number) => int4Array(weeks.map(({ answer }) => of(answer)));
  const told = (name: string) => `${name} = CASE WHEN NOT is_held THEN d.${name} WHEN is_whole THEN people.${name} END`;
  await client.query(
    `UPDATE analytics.guild_day d SET active_week = people.active_week,
            ${['newcomers', 'returned', 'lapsed', 'regulars'].map(told).join(', ')}
       FROM unnest($1::int8[], $2::int4[], $3::bool[], $4::bool[], $5::int4[], $6::int4[], $7::int4[], $8::int4[], $9::int4[])
              AS people(guild_id, day, is_held, is_whole, active_week, newcomers, returned, lapsed, regulars)
      WHERE d.guild_id = people.guild_id AND d.day = people.day`,
    [
      int8Array(weeks.map(({ question }) => question.work.guildId)),
      int4Array(weeks.map((one) => one.weeks.day)),
      weeks.map((one) => one.weeks.areHeld),
      weeks.map(isWhole),
      column((answer) => answer.activeWeek),
      column((answer) => answer.newcomers),
      column((answer) => answer.returned),
      column((answer) => answer.lapsed),
      column((answer) => answer.regulars),
    ],
  );
}

async function writeMonths(client: Client, months: Answers['months'], ledgerOf: (of: { guildId: string }) => Ledger) {
  if (months.length === 0) return;
  await client.query(
    `INSERT INTO analytics.active_month (guild_id, day, people, observed)
     SELECT * FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::float4[])
     ON CONFLICT (guild_id, day) DO UPDATE SET people = excluded.people, observed = excluded.observed`,
    [
      int8Array(months.map(({ question }) => question.work.guildId)),
      int4Array(months.map((one) => one.day)),
      int4Array(months.map((one) => one.people)),
      months.map(({ question, day }) => observedIn(ledgerOf(question.work), (day - 29) * 24, (day + 1) * 24).messages),
    ],
  );
}
