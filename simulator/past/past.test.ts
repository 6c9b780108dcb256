import { describe, expect, test } from 'vitest';
import { World } from '../world/world.ts';
import { Past } from './past.ts';
import { DAY_MS, HOUR_MS, type PastDay, type Stay, type VoiceStretch } from './types.ts';

const beganMs = Date.UTC(2026, 10, 21, 16, 33, 12, 345);
const days = 120;

function pastOf(options: { seed?: number; beganMs?: number; days?: number } = {}): { world: World; past: Past } {
  const seed = options.seed ?? 7;
  const world = new World({ seed, guilds: 14, largestGuild: 3000 });
  return { world, past: new Past(world, { seed, beganMs, days, ...options }) };
}

function* allDays(world: World, past: Past, guildIndex: number): Generator<PastDay> {
  for (let day = past.fromDay; day <= past.toDay; day += 1) yield past.day(world.guildAt(guildIndex), day);
}

const { world, past } = pastOf();

describe('the past', () => {
  test('is the same for the same seed and instant, whatever is asked first; another for another', () => {
    const again = pastOf();
    for (const day of [past.toDay, past.fromDay, past.toDay - 40, past.toDay - 41])
      for (const guild of [0, 1, 11])
        expect(again.past.day(again.world.guildAt(guild), day)).toEqual(past.day(world.guildAt(guild), day));
    const other = pastOf({ seed: 8 });
    expect(other.past.day(other.world.guildAt(0), past.toDay - 5).cells.length).toBeGreaterThan(0);
    expect(other.past.day(other.world.guildAt(0), past.toDay - 5).cells).not.toEqual(
      past.day(world.guildAt(0), past.toDay - 5).cells,
    );
  });

  test('ends at the instant the world began, and begins 120 UTC days before that day', () => {
    expect(past.fromMs).toBe(Math.floor(beganMs / DAY_MS - days) * DAY_MS);
    expect(past.day(world.guildAt(0), past.fromDay).cells.length).toBeGreaterThan(0);
    expect(past.day(world.guildAt(0), past.fromDay - 1).cells).toEqual([]);
    expect(past.day(world.guildAt(0), past.toDay + 1).cells).toEqual([]);
    const last = past.day(world.guildAt(0), past.toDay);
    expect(last.cells.length).toBeGreaterThan(0);
    expect(Math.max(...last.cells.map((one) => one.hour))).toBe(Math.floor(beganMs / HOUR_MS));
    for (const one of last.stretches) expect(one.toMs).toBeLessThanOrEqual(beganMs);
    for (const one of last.memberships) expect(one.atMs).toBeLessThan(beganMs);
  });

  test.each([0, 2, 4, 8, 12])('guild %i: nobody acts before joining or after leaving', (index) => {
    const guild = world.guildAt(index);
    const stays = staysByEvents(index);
    let cells = 0;
    for (const day of allDays(world, past, index)) {
      for (const cell of day.cells) {
        cells += 1;
        expect(isMember(stays, cell.userId, cell.hour * HOUR_MS, (cell.hour + 1) * HOUR_MS)).toBe(true);
      }
      for (const one of day.stretches)
        if (!one.bot) expect(isMember(stays, one.userId, one.fromMs, one.toMs, true)).toBe(true);
      for (const one of day.uncounted) {
        const isBot = world.people.isBot(world.people.indexOf(one.userId));
        expect(isBot || guild.webhooks.some((hook) => hook.id === one.userId)).toBe(true);
      }
    }
    expect(cells).toBeGreaterThan(50);
  });

  test('joins and leaves take turns, and what is left of them are the members of today with their dates', () => {
    for (const index of [0, 4, 8, 11]) {
      const guild = world.guildAt(index);
      world.history = past;
      const stays = staysByEvents(index);
      let joins = 0;
      let leaves = 0;
      for (const [userId, own] of stays) {
        const last = own.at(-1);
        const member = world.member(guild, world.people.indexOf(userId));
        expect(member !== null).toBe(last?.leftMs === null);
        if (last && member && last.joinedMs > 0) expect(member.joinedMs).toBe(last.joinedMs);
        joins += own.filter((one) => one.joinedMs > 0).length;
        leaves += own.filter((one) => one.leftMs !== null).length;
      }
      const before = Array.from({ length: guild.seededMembers + 1000 }, (_, i) => i).filter((number) => {
        const own = past.staysOf(guild, number);
        return own.some((one) => one.joinedMs < past.fromMs && (one.leftMs ?? beganMs) > past.fromMs);
      });
      expect(before.length + joins - leaves).toBe(guild.seededMembers);
      expect(joins).toBeGreaterThan(5);
      expect(leaves).toBeGreaterThan(5);
      world.history = null;
    }
  });

  test('people return, within 30 days and later, and leave with every tenure', () => {
    const gaps: number[] = [];
    const tenures = new Set<string>();
    for (const own of staysByEvents(8).values()) {
      own.forEach((stay, i) => {
        const before = own[i - 1];
        if (before?.leftMs) gaps.push((stay.joinedMs - before.leftMs) / DAY_MS);
        if (stay.leftMs === null || stay.joinedMs === 0) return;
        const kept = (stay.leftMs - stay.joinedMs) / DAY_MS;
        tenures.add(kept < 1 ? 'day' : kept < 8 ? 'week' : kept <= 30 ? 'month' : 'later');
      });
    }
    expect(gaps.some((gap) => gap < 30)).toBe(true);
    expect(gaps.some((gap) => gap > 30)).toBe(true);
    expect([...tenures].sort()).toEqual(['day', 'later', 'month', 'week']);
  });

  test('voice parts are what the stretches say, instant by instant, and nobody is in two rooms', () => {
    const spread = { moved: 0, muted: 0, deafened: 0, alone: 0, afk: 0, bots: 0, midnights: 0 };
    for (const day of allDays(world, past, 11)) {
      const truth = plainVoice(day.stretches);
      const told = new Map(
        day.cells
          .filter((one) => one.activeMs + one.mutedMs + one.deafenedMs + one.aloneMs > 0)
          .map((one) => [
            `${one.channelId}/${one.userId}/${one.hour}`,
            [one.activeMs, one.mutedMs, one.deafenedMs, one.aloneMs],
          ]),
      );
      expect(told).toEqual(truth);
      const byPerson = new Map<string, VoiceStretch[]>();
      for (const one of day.stretches) byPerson.set(one.userId, [...(byPerson.get(one.userId) ?? []), one]);
      for (const own of byPerson.values()) {
        own.sort((a, b) => a.fromMs - b.fromMs);
        own.forEach((one, i) => {
          const next = own[i + 1];
          if (!next) return;
          expect(next.fromMs).toBeGreaterThanOrEqual(one.toMs);
          if (next.fromMs === one.toMs && next.channelId !== one.channelId) spread.moved += 1;
        });
      }
      for (const one of day.stretches) {
        if (one.muted) spread.muted += 1;
        if (one.deafened) spread.deafened += 1;
        if (one.afk) spread.afk += 1;
        if (one.bot) spread.bots += 1;
        if (one.toMs === (day.day + 1) * DAY_MS) spread.midnights += 1;
      }
      spread.alone += day.cells.filter((one) => one.aloneMs > 0).length;
    }
    for (const [what, count] of Object.entries(spread)) expect(count, what).toBeGreaterThan(3);
  });

  test('goes on over midnight: a stretch cut there goes on the next day', () => {
    const cut = past.day(world.guildAt(11), past.toDay - 3).stretches.filter((one) => one.toMs % DAY_MS === 0);
    const next = past.day(world.guildAt(11), past.toDay - 2).stretches;
    const goesOn = cut.filter((one) =>
      next.some(
        (other) => other.userId === one.userId && other.fromMs === one.toMs && other.channelId === one.channelId,
      ),
    );
    expect(goesOn.length).toBe(cut.filter((one) => next.some((other) => other.userId === one.userId)).length);
  });

  test('has a season: an event weekend, a weak week, more in the evening, more today than at the start', () => {
    const messages = [...allDays(world, past, 8)].map((day) => day.cells.reduce((sum, one) => sum + one.messages, 0));
    const mean = (from: number, to: number) =>
      messages.slice(from, to).reduce((sum, one) => sum + one, 0) / Math.max(1, to - from);
    expect(mean(90, 120)).toBeGreaterThan(1.1 * mean(0, 30));
    const best = messages.indexOf(Math.max(...messages));
    expect([6, 0]).toContain(new Date((past.fromDay + best) * DAY_MS).getUTCDay());
    expect(Math.min(...messages.slice(0, 120))).toBeLessThan(0.6 * mean(0, 120));
  });

  test('has threads, a channel that is gone, and holes in one guild that hide what happened', () => {
    const guild = world.guildAt(0);
    const all = [...allDays(world, past, 0)];
    const threads = all.flatMap((day) => day.threads);
    const cells = all.flatMap((day) => day.cells);
    expect(threads.length).toBeGreaterThan(3);
    expect(cells.some((cell) => threads.some((one) => one.threadId === cell.channelId))).toBe(true);
    const channels = new Set([...guild.channels.map((one) => one.id), ...threads.map((one) => one.threadId)]);
    const former = cells.filter((cell) => !channels.has(cell.channelId));
    expect(former.length).toBeGreaterThan(100);
    expect(Math.max(...former.map((cell) => cell.hour))).toBeLessThan((past.toDay - 16) * 24);
    const holes = all.flatMap((day) => day.holes);
    expect(holes.map((one) => one.kind)).toEqual(['all', 'voice']);
    for (const hole of holes) {
      const inside = cells.filter(
        (cell) => cell.hour * HOUR_MS >= hole.fromMs && (cell.hour + 1) * HOUR_MS <= hole.toMs,
      );
      expect(inside.every((cell) => cell.activeMs + cell.mutedMs + cell.deafenedMs + cell.aloneMs === 0)).toBe(true);
      if (hole.kind === 'all') expect(inside.every((cell) => cell.messages === 0)).toBe(true);
    }
    expect(cells.some((cell) => cell.uncertainMessages > 0)).toBe(true);
    expect([...allDays(world, past, 8)].flatMap((day) => day.holes)).toEqual([]);
    expect([...allDays(world, past, 7)].flatMap((day) => day.cells)).toEqual([]);
  });

  test('says what people came by where the bot may read invites: by one most, by some few, and by none', () => {
    const own = pastOf();
    own.past.leaveUses();
    for (const index of [0, 1, 8]) {
      const guild = own.world.guildAt(index);
      const days = [...allDays(own.world, own.past, index)];
      const uses = new Map<string | null, number>();
      for (const { memberships, invites } of days) {
        for (const { kind, inviteCode } of memberships)
          if (kind === 'join') uses.set(inviteCode, (uses.get(inviteCode) ?? 0) + 1);
          else expect(inviteCode).toBeNull();
        // As often as people came by it until the end of the day.
        for (const { code, uses: told } of invites ?? []) expect(told).toBe(uses.get(code) ?? 0);
        expect(invites).toHaveLength(5);
      }
      const joins = [...uses.values()].reduce((sum, one) => sum + one, 0);
      expect(joins).toBe(own.past.memberships(guild).filter((one) => one.kind === 'join').length);
      const used = new Map<string | null, number>([...guild.invites.values()].map(({ code, uses }) => [code, uses]));
      expect(used.set(null, uses.get(null) ?? 0)).toEqual(uses);
      expect(uses.size).toBe(6);
      const shares = [...uses.values()].map((count) => count / joins).sort((a, b) => b - a);
      expect(shares[0]).toBeGreaterThan(0.3);
      expect(shares.at(-1)).toBeLessThan(0.1);
      expect((uses.get(null) ?? 0) / joins).toBeGreaterThan(0.05);
      for (const invite of guild.invites.values()) {
        expect(guild.channels.some((one) => one.id === invite.channelId)).toBe(true);
        expect(invite.createdMs).toBeLessThan(own.past.fromMs);
      }
    }
    for (const { memberships, invites } of allDays(own.world, own.past, 4)) {
      expect(invites).toBeNull();
      expect(memberships.every((one) => one.inviteCode === null)).toBe(true);
    }
  });

  test('counts the vanity URL of a large guild among what people came by', () => {
    const world = new World({ seed: 7, guilds: 2, largestGuild: 6000 });
    const past = new Past(world, { seed: 7, beganMs, days: 20 });
    const guild = world.guildAt(1);
    past.leaveUses();
    const told = past.day(guild, past.toDay).invites ?? [];
    expect(told.filter((one) => one.source === 'vanity')).toEqual([
      { code: guild.vanity?.code, source: 'vanity', channelId: null, createdMs: null, uses: guild.vanity?.uses },
    ]);
    const joins = past.memberships(guild).filter((one) => one.inviteCode === guild.vanity?.code);
    expect(joins).toHaveLength(guild.vanity?.uses ?? -1);
    expect(joins.length).toBeGreaterThan(50);
  });

  test('can be of any quarter, and of none', () => {
    const leap = pastOf({ beganMs: Date.UTC(2028, 3, 2, 0, 0, 0), days: 92 });
    const day = leap.past.day(leap.world.guildAt(0), Date.UTC(2028, 1, 29) / DAY_MS);
    expect(day.cells.length).toBeGreaterThan(0);
    const atMidnight = pastOf({ beganMs: Date.UTC(2026, 10, 21), days: 3 });
    const empty = atMidnight.past.day(atMidnight.world.guildAt(0), atMidnight.past.toDay);
    expect(empty.cells).toEqual([]);
    atMidnight.past.leaveUses();
    expect(empty.invites?.map((one) => one.uses)).toEqual(
      [...atMidnight.world.guildAt(0).invites.values()].map((one) => one.uses),
    );
    const none = pastOf({ days: 0 });
    expect(none.past.day(none.world.guildAt(0), none.past.toDay).cells).toEqual([]);
    expect(none.past.joinedMs(none.world.guildAt(0), 5)).toBeNull();
  });
});

/** Every stay that begins or ends in the past, put together from the events alone; joined at 0: before it. */
function staysByEvents(guildIndex: number): Map<string, Stay[]> {
  const stays = new Map<string, Stay[]>();
  for (const { memberships } of allDays(world, past, guildIndex)) {
    for (const { userId, kind, atMs } of memberships) {
      const own = stays.get(userId) ?? [];
      stays.set(userId, own);
      const open = own.findIndex((one) => one.leftMs === null);
      if (kind === 'join') {
        expect(open).toBe(-1);
        own.push({ joinedMs: atMs, leftMs: null });
      } else if (open < 0) {
        expect(own).toEqual([]);
        own.push({ joinedMs: 0, leftMs: atMs });
      } else own[open] = { joinedMs: own[open]?.joinedMs ?? 0, leftMs: atMs };
    }
  }
  return stays;
}

/** Somebody of whom no event says anything was a member all the time. */
function isMember(stays: Map<string, Stay[]>, userId: string, fromMs: number, toMs: number, whole = false): boolean {
  const own = stays.get(userId) ?? [{ joinedMs: 0, leftMs: null }];
  return own.some(({ joinedMs, leftMs }) => {
    const end = leftMs ?? Number.POSITIVE_INFINITY;
    return whole ? joinedMs <= fromMs && end >= toMs : joinedMs < toMs && end > fromMs;
  });
}

/** The definitions once more, plainly: for each piece of each stretch, who else is there. */
function plainVoice(stretches: readonly VoiceStretch[]): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  const people = stretches.filter((one) => !one.afk && !one.bot);
  for (const one of people) {
    const others = people.filter((other) => other !== one && other.channelId === one.channelId);
    const cuts = [one.fromMs, one.toMs, ...others.flatMap((other) => [other.fromMs, other.toMs])];
    for (let ms = Math.ceil(one.fromMs / HOUR_MS) * HOUR_MS; ms < one.toMs; ms += HOUR_MS) cuts.push(ms);
    const points = [...new Set(cuts)].filter((ms) => ms >= one.fromMs && ms <= one.toMs).sort((a, b) => a - b);
    for (const [i, from] of points.entries()) {
      const to = points[i + 1];
      if (to === undefined) continue;
      const company = others.some((other) => other.fromMs <= from && other.toMs >= to);
      const key = `${one.channelId}/${one.userId}/${Math.floor(from / HOUR_MS)}`;
      const parts = cells.get(key) ?? [0, 0, 0, 0];
      const part = !company ? 3 : one.deafened ? 2 : one.muted ? 1 : 0;
      parts[part] = (parts[part] ?? 0) + to - from;
      cells.set(key, parts);
    }
  }
  return cells;
}
