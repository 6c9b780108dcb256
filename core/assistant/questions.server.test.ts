import { afterAll, beforeAll, expect, test } from 'vitest';
import { GUILD, PERSON } from '#core/ai/testing/ai-rig.ts';
import type { FactName, Missing, ReadToolName } from './schema.ts';
import { type AssistantRig, startAssistantRig } from './testing/assistant-rig.ts';
import {
  annotations,
  channels,
  cohorts,
  dateOf,
  HIDDEN,
  invites,
  knowledge,
  type RiverDay,
  riverDays,
  SECOND,
} from './testing/river-guild.ts';

let rig: AssistantRig;
beforeAll(async () => {
  rig = await startAssistantRig();
});
afterAll(() => rig.close());

/** What is expected is added up here from the days that were put in, by their dates, and by no code of the product. */
type Expected = readonly [name: FactName, value: number | string | Missing, of?: string];
interface Case {
  asks: string;
  /** What a scripted model calls; null: a helpful one chooses by the words of the question. */
  calls: Record<string, unknown> | null;
  tool: ReadToolName;
  range: readonly [from: string, to: string] | null;
  page: string;
  sees: readonly Expected[];
}

const DAY_MS = 86_400_000;
const within = (from: string, to: string) => riverDays.filter(({ day }) => dateOf(day) >= from && dateOf(day) <= to);
const add = (days: readonly RiverDay[], of: (day: RiverDay) => number) => {
  let total = 0;
  for (const day of days) total += of(day);
  return total;
};
const all = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const round = (value: number) => Number(value.toFixed(1));
const lengthOf = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
const before = (from: string, to: string) => {
  const length = lengthOf(from, to);
  const shift = (date: string) => new Date(Date.parse(date) - length * DAY_MS).toISOString().slice(0, 10);
  return within(shift(from), shift(to));
};
const observedPercent = (from: string, to: string) =>
  round((add(within(from, to), ({ observed }) => observed) / lengthOf(from, to)) * 100);
const messagesOf = (day: RiverDay) => all(day.messages);
const minutesOf = (day: RiverDay) => all(day.voiceMinutes);
const channelAt = (name: string) => channels.findIndex((one) => one.name === name);
const inChannel = (name: string) => (day: RiverDay) => day.messages[channelAt(name)] ?? 0;

/** A whole week, a fortnight, a month, one with a day half observed and one not at all, a day, and before anything was counted. */
const WEEK = ['2026-11-01', '2026-11-07'] as const;
const FORTNIGHT = ['2026-11-10', '2026-11-23'] as const;
const HOLED = ['2026-10-18', '2026-10-24'] as const;
const DAY = ['2026-11-28', '2026-11-28'] as const;
const NOBODY_THERE = ['2026-07-01', '2026-07-07'] as const;
type Span = readonly [string, string];
const of = ([from, to]: Span) => ({ from, to });
const page = (name: string, [from, to]: Span) => `/guilds/${GUILD}/${name}?from=${from}&to=${to}`;

const totals = (asks: string, span: Span, sees: readonly Expected[]): Case => ({
  ...{ asks, calls: of(span), tool: 'totals', range: span, page: page('overview', span), sees },
});
const days = (asks: string, span: Span, measure: string, at: string, sees: readonly Expected[]): Case => ({
  ...{ asks, calls: { ...of(span), measure }, tool: 'days', range: span, page: page(at, span), sees },
});
const growth = (asks: string, span: Span, sees: readonly Expected[]): Case => ({
  ...{ asks, calls: of(span), tool: 'growth', range: span, page: page('growth', span), sees },
});
const inOne = (asks: string, span: Span, channel: string | null, sees: readonly Expected[]): Case => ({
  ...{ asks, calls: { ...of(span), channel }, tool: 'channels', range: span, page: page('messages', span), sees },
});
const hours = (asks: string, span: Span, more: object, at: string, sees: readonly Expected[]): Case => ({
  ...{
    asks,
    calls: { ...of(span), weekday: null, ...more },
    tool: 'week_hours',
    range: span,
    page: page(at, span),
    sees,
  },
});
const unspanned = (
  tool: ReadToolName,
  asks: string,
  calls: Case['calls'],
  at: string,
  sees: readonly Expected[],
): Case => ({
  ...{ asks, calls, tool, range: null, page: at, sees },
});
const spanned =
  (tool: ReadToolName, at: string) =>
  (asks: string, span: Span, sees: readonly Expected[]): Case => ({
    ...{ asks, calls: of(span), tool, range: span, page: page(at, span), sees },
  });
const [retention, sources] = [spanned('retention', 'retention'), spanned('invites', 'retention')];
const [coverage, notes] = [spanned('coverage', 'overview'), spanned('annotations', 'overview')];

/** Of the documentation: what is explained under which title, in the words that people read on the page that is linked. */
const explained = (asks: string, query: string, at: string, title: string, text: string): Case =>
  unspanned('documentation', asks, { query }, at, [['document', text, title]]);

const change = (span: Span, value: (day: RiverDay) => number) =>
  round((add(within(...span), value) / add(before(...span), value) - 1) * 100);
const average = (span: Span, value: (day: RiverDay) => number) =>
  round(add(within(...span), value) / within(...span).length);
const dayAt = (date: string) => within(date, date)[0] as RiverDay;
const AUTUMN = ['2026-10-01', '2026-10-31'] as const;

const cases: readonly Case[] = [
  totals('How many messages in the first week of November?', WEEK, [['messages', add(within(...WEEK), messagesOf)]]),
  totals('Messages in the week before that one?', WEEK, [['messagesBefore', add(before(...WEEK), messagesOf)]]),
  totals('Did messages go up from the tenth?', FORTNIGHT, [['messagesChangePercent', change(FORTNIGHT, messagesOf)]]),
  totals('How long were people in voice?', WEEK, [['voiceHours', round(add(within(...WEEK), minutesOf) / 60)]]),
  totals('And in voice before?', WEEK, [['voiceHoursBefore', round(add(before(...WEEK), minutesOf) / 60)]]),
  totals('Voice, more or less than before?', FORTNIGHT, [['voiceChangePercent', change(FORTNIGHT, minutesOf)]]),
  totals('Most people at once in voice?', WEEK, [['peak', Math.max(...within(...WEEK).map(({ peak }) => peak))]]),
  totals('Active members on an average day?', WEEK, [['activeADay', average(WEEK, ({ active }) => active)]]),
  totals('Writers on an average day?', WEEK, [['postersADay', average(WEEK, ({ posters }) => posters)]]),
  totals('Talkers on an average day?', WEEK, [['voiceUsersADay', average(WEEK, ({ voiceUsers }) => voiceUsers)]]),
  totals('Active over seven days?', WEEK, [['activeWeek', dayAt('2026-11-07').activeWeek]]),
  totals('Active over thirty days?', WEEK, [['activeMonth', 'unknown']]),
  totals('A day alone: messages?', DAY, [['messages', messagesOf(dayAt('2026-11-28'))]]),
  totals('How much was seen in October’s third week?', HOLED, [['observedMessagesPercent', observedPercent(...HOLED)]]),
  totals('Was that week better?', HOLED, [['messagesChangePercent', 'unobserved']]),
  totals('Messages of that holed week?', HOLED, [['messages', add(within(...HOLED), messagesOf)]]),
  totals('How many messages in July?', NOBODY_THERE, [
    ['messages', 'unobserved'],
    ['voiceHours', 'unobserved'],
    ['activeADay', 'unobserved'],
    ['observedMessagesPercent', 0],
  ]),
  days('Messages day by day?', WEEK, 'messages', 'messages', [
    ['messages', messagesOf(dayAt('2026-11-01')), '2026-11-01'],
    ['messages', messagesOf(dayAt('2026-11-07')), '2026-11-07'],
  ]),
  days('Voice day by day?', WEEK, 'voice', 'voice', [['voiceMinutes', minutesOf(dayAt('2026-11-03')), '2026-11-03']]),
  days('Joins day by day?', WEEK, 'joins', 'growth', [['joins', dayAt('2026-11-05').joins, '2026-11-05']]),
  days('Leaves day by day?', WEEK, 'leaves', 'growth', [['leaves', all(dayAt('2026-11-05').left), '2026-11-05']]),
  days('Regulars day by day?', WEEK, 'regulars', 'members', [['regulars', dayAt('2026-11-06').regulars, '2026-11-06']]),
  days('Newcomers day by day?', WEEK, 'newcomers', 'members', [
    ['newcomers', dayAt('2026-11-02').newcomers, '2026-11-02'],
  ]),
  days('Who came back day by day?', WEEK, 'returned', 'members', [
    ['returned', dayAt('2026-11-02').returned, '2026-11-02'],
  ]),
  days('Who fell silent day by day?', WEEK, 'lapsed', 'members', [
    ['lapsed', dayAt('2026-11-04').lapsed, '2026-11-04'],
  ]),
  days('Active day by day?', WEEK, 'active', 'members', [['active', dayAt('2026-11-04').active, '2026-11-04']]),
  days('Peak day by day?', WEEK, 'peak', 'voice', [['peak', dayAt('2026-11-04').peak, '2026-11-04']]),
  days('What about the day that nobody saw?', HOLED, 'messages', 'messages', [
    ['messages', 'unobserved', '2026-10-21'],
  ]),
  days('And the half seen one?', HOLED, 'messages', 'messages', [
    ['messages', messagesOf(dayAt('2026-10-20')), '2026-10-20'],
  ]),
  days('The course over ten weeks?', ['2026-09-20', '2026-11-28'], 'messages', 'messages', [
    ['messages', add(within('2026-09-21', '2026-09-27'), messagesOf), '2026-09-21 to 2026-09-27'],
    ['messages', add(within('2026-11-23', '2026-11-28'), messagesOf), '2026-11-23 to 2026-11-28'],
  ]),
  hours('When is it busiest?', FORTNIGHT, { measure: 'messages' }, 'messages', [
    [
      'messagesAnHour',
      round(
        add(
          within('2026-11-15', '2026-11-22').filter(
            ({ day }) => dateOf(day) === '2026-11-15' || dateOf(day) === '2026-11-22',
          ),
          messagesOf,
        ) / 2,
      ),
      'Sunday, 16:00',
    ],
  ]),
  hours('What happens on Mondays?', FORTNIGHT, { measure: 'messages', weekday: 'monday' }, 'messages', [
    ['messagesAnHour', round((messagesOf(dayAt('2026-11-16')) + messagesOf(dayAt('2026-11-23'))) / 2), 'Monday, 10:00'],
    ['messagesAnHour', 0, 'Monday, 11:00'],
  ]),
  hours('And voice on Fridays?', FORTNIGHT, { measure: 'voice', weekday: 'friday' }, 'voice', [
    [
      'voiceMinutesAnHour',
      round((minutesOf(dayAt('2026-11-13')) + minutesOf(dayAt('2026-11-20'))) / 2),
      'Friday, 14:00',
    ],
  ]),
  hours('Busiest hours in July?', NOBODY_THERE, { measure: 'messages' }, 'messages', [['messagesAnHour', 'unknown']]),
  inOne('Which channel is busiest?', WEEK, null, [
    ['messages', add(within(...WEEK), inChannel('general')), 'general'],
    ['messages', add(within(...WEEK), inChannel('boats')), 'boats'],
    ['messages', add(within(...WEEK), inChannel('photos')), 'photos'],
  ]),
  inOne('How is #boats doing?', WEEK, '#boats', [['messages', add(within(...WEEK), inChannel('boats')), 'boats']]),
  inOne('Photos over two weeks?', FORTNIGHT, 'Photos', [
    ['messages', add(within(...FORTNIGHT), inChannel('photos')), 'photos'],
  ]),
  inOne('How long in the Campfire?', WEEK, 'campfire', [
    [
      'voiceHours',
      round(add(within(...WEEK), ({ voiceMinutes }) => voiceMinutes[channelAt('Campfire')] ?? 0) / 60),
      'Campfire',
    ],
    ['messages', 0, 'Campfire'],
  ]),
  inOne('General over everything?', ['2026-09-20', '2026-11-28'], 'general', [
    ['messages', add(riverDays, inChannel('general')), 'general'],
  ]),
  inOne('Boats in July?', NOBODY_THERE, 'boats', [['messages', 'unobserved', 'boats']]),
  growth('How many joined in that week?', WEEK, [['joins', add(within(...WEEK), ({ joins }) => joins)]]),
  growth('How many joined before it?', WEEK, [['joinsBefore', add(before(...WEEK), ({ joins }) => joins)]]),
  growth('How many left in that week?', WEEK, [['leaves', add(within(...WEEK), ({ left }) => all(left))]]),
  growth('How many left before it?', WEEK, [['leavesBefore', add(before(...WEEK), ({ left }) => all(left))]]),
  growth('Do we grow?', FORTNIGHT, [['net', add(within(...FORTNIGHT), ({ joins, left }) => joins - all(left))]]),
  growth('Who left within a day?', FORTNIGHT, [['leftFirstDay', add(within(...FORTNIGHT), ({ left }) => left[0])]]),
  growth('Who left within a week?', FORTNIGHT, [['leftFirstWeek', add(within(...FORTNIGHT), ({ left }) => left[1])]]),
  growth('Who left within a month?', FORTNIGHT, [['leftFirstMonth', add(within(...FORTNIGHT), ({ left }) => left[2])]]),
  growth('Who left after long?', FORTNIGHT, [['leftLater', add(within(...FORTNIGHT), ({ left }) => left[3])]]),
  growth('Joins in July?', NOBODY_THERE, [['joins', 'unobserved']]),
  sources('Where do people come from?', AUTUMN, [
    ['joinedMature', all(invites.filter(({ code }) => code === 'rowwithus').map(({ joined }) => joined)), 'rowwithus'],
    ['stayedWeek1', all(invites.filter(({ code }) => code === 'rowwithus').map(({ stayed }) => stayed)), 'rowwithus'],
    ['joinedMature', 10, 'vanity URL'],
    ['joinedMature', 10, 'other invites'],
  ]),
  sources('Which invite keeps people?', AUTUMN, [['activeWeek1', 14, 'rowwithus']]),
  sources('Invites of July?', NOBODY_THERE, [['joinedMature', 'unknown']]),
  retention('Who stayed of early October?', AUTUMN, [
    ['joined', cohorts[0].joined, 'week of 2026-10-05'],
    ['stayedWeek1', cohorts[0].stayed1, 'week of 2026-10-05'],
    ['stayedWeek1Percent', round((cohorts[0].stayed1 / cohorts[0].joined) * 100), 'week of 2026-10-05'],
    ['stayedWeek4', cohorts[0].stayed4, 'week of 2026-10-05'],
    ['activeWeek4', cohorts[0].active4, 'week of 2026-10-05'],
  ]),
  retention(
    'And of the week with few?',
    ['2026-10-12', '2026-10-18'],
    [
      ['joined', 'few', 'week of 2026-10-12'],
      ['stayedWeek1', 'few', 'week of 2026-10-12'],
    ],
  ),
  retention(
    'And of late October?',
    ['2026-10-19', '2026-10-25'],
    [
      ['activeWeek1', cohorts[2].active1, 'week of 2026-10-19'],
      ['stayedWeek4', 'not-yet', 'week of 2026-10-19'],
    ],
  ),
  retention('And of the last days?', ['2026-11-23', '2026-11-28'], [['joined', 'not-yet', 'week of 2026-11-23']]),
  coverage('Was everything observed?', HOLED, [['observedVoicePercent', observedPercent(...HOLED)]]),
  coverage('What was missed and why?', HOLED, [['gapHours', 36, 'Oct 20, 2026, 12:00 PM to Oct 22, 2026, 12:00 AM']]),
  coverage('Since when do you count?', WEEK, [['countedSince', '2026-09-20']]),
  notes(
    'What was noted in November?',
    ['2026-11-01', '2026-11-28'],
    [
      ['annotation', annotations[0].text, '2026-11-07'],
      ['annotation', annotations[1].text, '2026-11-14'],
    ],
  ),
  notes('Anything noted in July?', NOBODY_THERE, [['annotation', 'unknown']]),
  unspanned('structure', 'Which channels are there?', { part: 'channels' }, `/guilds/${GUILD}/knowledge`, [
    ['channelCount', 5],
    ['channel', 'boats', 'text'],
    ['channel', 'Campfire', 'voice'],
  ]),
  unspanned('structure', 'Which roles are there?', { part: 'roles' }, `/guilds/${GUILD}/knowledge`, [
    ['roleCount', 3],
    ['role', 'Rower'],
  ]),
  unspanned('knowledge', 'Where do boat photos go?', { query: 'boat photos' }, '/knowledge', [
    ['node', knowledge[0]?.text ?? '', 'Boat photos'],
  ]),
  unspanned('knowledge', 'When is the winter cup?', { query: 'winter cup' }, '/knowledge', [
    ['node', knowledge[2]?.text ?? '', 'Winter cup'],
  ]),
  unspanned('knowledge', 'May I bring a hippopotamus?', { query: 'hippopotamus' }, '/knowledge', [['node', 'unknown']]),
  explained(
    'What counts as voice time?',
    'voice time',
    `/guilds/${GUILD}/voice`,
    'Voice time',
    'Time in a voice or stage channel while at least one other person was there. The AFK channel does not count. Muted and deafened time are kept as separate parts.',
  ),
  explained(
    'Who is a regular?',
    'regulars',
    `/guilds/${GUILD}/members`,
    'Regulars',
    'People active in at least three of the last four weeks.',
  ),
  explained(
    'When is somebody active?',
    'active members',
    `/guilds/${GUILD}/members`,
    'Active members',
    'People with at least one message or 5 minutes of voice time in the period. Those who wrote and those who were in voice are also counted apart; one person can be both. Figures of single days must not be added up.',
  ),
  explained(
    'Is somebody who comes back a new joining?',
    'joins comes back',
    `/guilds/${GUILD}/growth`,
    'Joins',
    'People who joined, as Discord told the bot. Somebody who leaves and comes back is counted each time.',
  ),
  explained(
    'What is the digest?',
    'digest',
    `/guilds/${GUILD}/digest`,
    'Digest',
    'The week in figures and one picture, on Monday mornings, in a channel of your choice. It is off until you choose a channel, and goes nowhere else.',
  ),
  explained(
    'Can a program read our totals?',
    'api program',
    '/api/docs',
    'API',
    'Read the totals of a server with a program. JSON over HTTPS, the same numbers and names as in the export, and nothing that names a person.',
  ),
  unspanned('documentation', 'What does it say about a hippopotamus?', { query: 'hippopotamus' }, '/policies/privacy', [
    ['document', 'unknown'],
  ]),
  unspanned('settings', 'How are we set?', {}, `/guilds/${GUILD}/digest`, [
    ['timeZone', 'UTC'],
    ['language', 'en-GB'],
    ['digestChannel', '#general'],
    ['premium', 'This server has premium'],
  ]),
  unspanned('settings', 'Where does our weekly digest go, by our settings?', null, `/guilds/${GUILD}/digest`, [
    ['digestChannel', '#general'],
  ]),
  unspanned('knowledge', 'Search the knowledge for "winter cup"', null, '/knowledge', [
    ['node', knowledge[2]?.text ?? '', 'Winter cup'],
  ]),
  {
    ...growth('Joins and leaves of members since 2026-11-10 until 2026-11-23?', FORTNIGHT, [
      ['joins', add(within(...FORTNIGHT), ({ joins }) => joins)],
    ]),
    calls: null,
  },
];

test('the set is large, and asks of every tool', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(cases.map(({ asks }) => asks)).size).toBe(cases.length);
  const asked = new Set(cases.map(({ tool }) => tool));
  expect([...asked].sort()).toEqual(
    [
      'annotations',
      'channels',
      'coverage',
      'days',
      'documentation',
      'growth',
      'invites',
      'knowledge',
      'retention',
    ].concat(...['settings', 'structure', 'totals', 'week_hours']),
  );
});

test.concurrent.each(cases.map((one, at) => [one.asks, one, at] as const))('%s', async (_, one, at) => {
  const { asks, calls, tool, range, sees } = one;
  if (calls) rig.script(asks, [{ name: tool, arguments: calls }]);
  else rig.mode({ mode: 'scripted' });
  const scope = { personId: at % 2 ? PERSON : SECOND, guildId: GUILD };
  const { turn } = await rig.ask(asks, { scope });
  expect(turn).toMatchObject({ state: 'done', unsupported: [] });
  const source = turn.sources.find((read) => read.tool === tool);
  expect(source?.range).toEqual(range && { from: range[0], to: range[1] });
  expect(source?.path).toContain(one.page);
  for (const [name, value, of = null] of sees) {
    const isMissing = value === 'few' || value === 'unobserved' || value === 'not-yet' || value === 'unknown';
    const told = isMissing ? { value: null, missing: value } : { value, missing: null };
    expect(source?.facts).toContainEqual(expect.objectContaining({ name, ...told, ...(of === null ? {} : { of }) }));
    if (!isMissing) expect(turn.answer).toContain(String(value));
  }
  expect(JSON.stringify([turn.sources, turn.answer])).not.toContain(HIDDEN.name);
});
