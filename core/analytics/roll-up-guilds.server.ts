import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import { DayCount, type DayTotals } from './internal/count-day.ts';
import { type DayStarts, dayStartsOf } from './internal/day-starts.ts';
import type { GuildWork } from './internal/guild-work.ts';
import { halvesOf } from './internal/id-table.ts';
import { type Observed, observedIn } from './internal/observed-in.server.ts';
import { deletePeopleRows, lockPeople, writePeopleRows } from './internal/people-rows.server.ts';
import { readCells } from './internal/read-cells.server.ts';
import { type Ledger, readLedgers } from './internal/read-ledgers.server.ts';
import {
  type CountedDay,
  deleteDays,
  type WrittenDay,
  writeChannels,
  writeGuilds,
  writeHours,
  writeSpans,
} from './internal/write-day.server.ts';
import { rollUpPeople } from './roll-up-people.server.ts';
import { ACTIVE_VOICE_MS } from './rules.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/**
 * Makes totals of guilds from the hourly rows, and from the lists of people that it makes of those. The same rows give the
 * same totals, however often they are made; a day of which nothing was observed has none.
 * In the transaction of the caller, for as many guilds at once as it likes: it asks the same number of questions for all.
 * @param heldFromHour the first UTC hour whose rows are held: what would need older ones stays as it was made.
 */
export async function rollUpGuilds(client: Client, works: readonly GuildWork[], heldFromHour: number): Promise<void> {
  const wanted = works.filter((work) => work.days.length + work.weeks.length > 0 || work.month !== null || work.top);
  if (wanted.length === 0) return;
  await lockPeople(client, 'shared');
  const ledgers = await readLedgers(
    client,
    wanted.map((work) => work.guildId),
    { fromMs: heldFromHour * HOUR_MS, toMs: Number.MAX_SAFE_INTEGER },
  );
  const ledgerOf = ({ guildId }: { guildId: string }) => ledgers.get(guildId) ?? NOTHING;
  const unobserved = new Set<string>();
  const rounds = Math.max(...wanted.map((work) => work.days.length));
  for (let round = 0; round < rounds; round++) {
    const days = wanted.flatMap((work) => {
      const day = work.days[round];
      return day === undefined ? [] : [{ ...work, day }];
    });
    for (const { guildId, day } of await makeDays(client, days, ledgerOf, heldFromHour))
      unobserved.add(`${guildId}/${day}`);
  }
  const counted = wanted.map((work) => ({
    ...work,
    weeks: work.weeks.filter((day) => !unobserved.has(`${work.guildId}/${day}`)),
  }));
  await rollUpPeople(client, counted, ledgerOf, heldFromHour);
}

const NOTHING: Ledger = { observedUntilMs: null, spans: [], gaps: [] };

/** One day of each guild at most. @returns those of which nothing was observed. */
async function makeDays(
  client: Client,
  works: readonly (GuildWork & { day: number })[],
  ledgerOf: (of: { guildId: string }) => Ledger,
  heldFromHour: number,
): Promise<WrittenDay[]> {
  const wanted = works.map(({ guildId, timeZone, day }) => {
    const starts = dayStartsOf(timeZone);
    return { guildId, timeZone, day, starts, fromHour: starts.of(day), toHour: starts.of(day + 1) };
  });
  // Of a day that is held in part the totals stay; the list of that part is made again when it is asked for.
  const isCut = (day: WrittenDay) => day.fromHour < heldFromHour && day.toHour > heldFromHour;
  await deletePeopleRows(
    client,
    wanted.filter(isCut).map((day) => ({ ...day, fromHour: heldFromHour })),
  );
  const days = wanted.filter(({ fromHour, toHour }) => fromHour >= heldFromHour && toHour > fromHour);
  if (days.length === 0) return [];
  const observed = new Map<WrittenDay, Observed>();
  for (const day of days) observed.set(day, observedIn(ledgerOf(day), day.fromHour, day.toHour));
  const isObserved = (day: WrittenDay) => (observed.get(day)?.messages ?? 0) > 0 || (observed.get(day)?.voice ?? 0) > 0;
  const totals = await countDays(client, days);
  const counted = days.filter(isObserved).flatMap((day): CountedDay[] => {
    const [made, share] = [totals.get(day), observed.get(day)];
    return made && share ? [{ ...day, totals: made, observed: share }] : [];
  });
  await deleteDays(client, days);
  await writeHours(client, counted);
  await writeChannels(client, counted);
  await writeSpans(client, days);
  await writeGuilds(client, counted);
  await writePeopleRows(
    client,
    days.flatMap((day) => (totals.get(day)?.people ?? []).map((list) => ({ guildId: day.guildId, ...list }))),
  );
  return days.filter((day) => !isObserved(day));
}

async function countDays(
  client: Client,
  days: readonly (WrittenDay & { starts: DayStarts })[],
): Promise<Map<WrittenDay, DayTotals>> {
  const counts = new Map<WrittenDay & { starts: DayStarts }, DayCount>();
  await readCells(client, days, (day, cells) => {
    counts.set(day, new DayCount(cells, { ...day, activeVoiceMs: ACTIVE_VOICE_MS }));
  });
  const parents = await readParents(client, counts);
  const totals = new Map<WrittenDay, DayTotals>();
  for (const [day, count] of counts) {
    const cuts = day.starts.partsOf(day.fromHour, day.toHour).slice(1);
    totals.set(
      day,
      count.totals(
        parents.get(day.guildId) ?? new Map(),
        cuts.map((part) => part.fromHour),
      ),
    );
  }
  return totals;
}

/** Of each guild the parents of those of its channels that are threads. */
async function readParents(client: Client, counts: ReadonlyMap<WrittenDay, DayCount>) {
  const channels = [...counts].flatMap(([{ guildId }, count]) => count.channelIds.map((id) => ({ guildId, id })));
  const { rows } = await client.query<{ guild_id: string; thread_id: string; parent_id: string }>(
    `SELECT t.guild_id, t.thread_id, t.parent_id FROM analytics.thread t
       JOIN unnest($1::int8[], $2::int8[]) AS channel(guild_id, thread_id) USING (guild_id, thread_id)`,
    [channels.map((one) => one.guildId), channels.map((one) => one.id)],
  );
  const parents = new Map<string, Map<string, { high: number; low: number }>>();
  for (const { guild_id, thread_id, parent_id } of rows) {
    const ofGuild = parents.get(guild_id) ?? new Map<string, { high: number; low: number }>();
    ofGuild.set(thread_id, halvesOf(parent_id));
    parents.set(guild_id, ofGuild);
  }
  return parents;
}
