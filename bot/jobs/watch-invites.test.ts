import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InviteWatch } from '#core/analytics/watch-invites.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { createDiscordInvites } from '#core/platform/discord-invites.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { MESSAGE_KIND } from '../../simulator/ledger/message-log.ts';
import { PERMISSION } from '../../simulator/world/permissions.ts';
import { CHANNEL_TYPE, type Guild } from '../../simulator/world/types.ts';
import { createRig, isLive, type Rig, until } from '../cluster/testing/rig.ts';
import { watchInvitesJob } from './watch-invites.ts';

const log = createLog('test', 'silent');
/** Of this machine alone, so clocks agree; the cluster writes every 200 ms. */
const GUARD_MS = 150;
const SEEING = PERMISSION.viewChannel | PERMISSION.readMessageHistory;
const READING = SEEING | PERMISSION.manageGuild;

let rig: Rig;
let stop: () => Promise<void>;
let asked: string[];
/** When the newest reading that came began. */
let readMs: number;
beforeEach(() => {
  stop = async () => {};
  asked = [];
  readMs = 0;
});
afterEach(async () => {
  await stop();
  await rig.close();
});

const discordOf = () => ({ apiUrl: `${rig.discord.url}/api`, token: rig.discord.sim.credentials.botToken });

/** A watch that goes round until it is stopped, in a guild where people talk: messages prove what has come. */
function startWatch(): void {
  const invites = createDiscordInvites(discordOf(), { perSecond: 20, clock: systemClock });
  const discord = {
    async read(guildId: string) {
      asked.push(guildId);
      const reading = await invites.read(guildId);
      readMs = reading?.fromMs ?? readMs;
      return reading;
    },
  };
  const watch = new InviteWatch({
    db: rig.db,
    discord,
    clock: systemClock,
    log,
    guardMs: GUARD_MS,
    readEveryMs: 400,
    keepEveryMs: 250,
  });
  const stopping = new AbortController();
  const rounds = async () => {
    while (!stopping.signal.aborted) {
      await watch.round();
      for (const one of rig.entitled) talkIn(one);
      await sleep(100);
    }
  };
  const running = rounds();
  stop = async () => {
    stopping.abort();
    await running;
    stop = async () => {};
  };
}

function talkIn(guildId: string): void {
  const { world, happen } = rig.discord.sim;
  const guild = world.guildById(guildId);
  const channel = guild?.channels.find((one) => one.type === CHANNEL_TYPE.text && one.overwrites.length === 0);
  if (guild && channel) happen.message(channel, guild.ownerIndex, MESSAGE_KIND.human, 1);
}

function permit(guild: Guild, permissions: bigint): Promise<unknown> {
  const role = guild.roles.find((one) => one.botId === rig.discord.sim.credentials.clientId);
  const wish = { kind: 'role-permissions', guildId: guild.id, roleId: role?.id, permissions: String(permissions) };
  return rig.control.fault(wish as Parameters<Rig['control']['fault']>[0]);
}

/** A running cluster, a guild whose invites were read once, and two of its invites. */
async function begin(permissions = READING) {
  rig = await createRig({}, 1);
  const guild = rig.discord.sim.world.guildById(rig.entitled[0] ?? '');
  if (!guild) throw new Error('no guild');
  await permit(guild, permissions);
  const cluster = await rig.start();
  await until('live', () => isLive(cluster));
  const channel = guild.channels.find((one) => one.type === CHANNEL_TYPE.text && one.overwrites.length === 0);
  if (!channel) throw new Error('no channel');
  const make = (maxUses = 0) =>
    rig.discord.sim.invites.create(channel, guild.ownerIndex, { maxUses, maxAgeSeconds: 0 }).code;
  const [a, b] = [make(), make()];
  startWatch();
  await reads(guild.id);
  return { cluster, guild, make, a, b };
}

const stateOf = async (guildId: string) => {
  const { rows } = await rig.db.pool.query<{ state: string }>(
    'SELECT state FROM analytics.invite_watch WHERE guild_id = $1',
    [guildId],
  );
  return rows[0]?.state ?? null;
};
const reads = (guildId: string) => until('invites are read', async () => (await stateOf(guildId)) === 'reading');

/** Waits until a reading has what happened up to now, and more time than clocks may be off. */
async function readOnce(): Promise<void> {
  const atMs = Date.now() + GUARD_MS;
  await until('a reading', () => readMs > atMs);
  await sleep(GUARD_MS);
}

let newest = 5_000;
/** Somebody who never was there joins. */
function join(guild: Guild, code: string | null): string {
  const { world, invites } = rig.discord.sim;
  let user = -1;
  while (user < 0 || world.isMember(guild, user)) user = world.people.personIndex(newest++);
  invites.join(guild, user, code);
  return world.people.idOf(user);
}

/** Waits until every join so far has its invite, or will not get one. @returns by which invite people came, as it is stored */
async function settled(guild: Guild): Promise<Map<string, string | null>> {
  const joins = rig.discord.sim.invites.joins(guild.id).length;
  await until('all joins are settled', async () => {
    const { rows } = await rig.db.pool.query<{ joins: number; waiting: number }>(
      `SELECT (SELECT sum(joins)::int FROM analytics.growth_hour WHERE guild_id = $1) AS joins,
              (SELECT count(*)::int FROM analytics.invite_join) AS waiting`,
      [guild.id],
    );
    return (rows[0]?.joins ?? 0) >= joins && rows[0]?.waiting === 0;
  });
  return stored(guild);
}

async function stored(guild: Guild): Promise<Map<string, string | null>> {
  const { rows } = await rig.db.pool.query<{ user_id: string; invite_code: string | null }>(
    'SELECT user_id, invite_code FROM analytics.membership WHERE guild_id = $1',
    [guild.id],
  );
  return new Map(rows.map((row) => [row.user_id, row.invite_code]));
}

const truth = (guild: Guild) =>
  new Map(rig.discord.sim.invites.joins(guild.id).map((one) => [one.userId, one.inviteCode]));

describe('people who join', { timeout: 60_000 }, () => {
  test('one after the other have the invite, the vanity URL or the nothing they came by', async () => {
    const { guild, a, b, make } = await begin();
    guild.features.push('VANITY_URL');
    guild.vanity = { code: 'the-makers', uses: 12 };
    await stop();
    startWatch();
    join(guild, a);
    await readOnce();
    const late = make();
    for (const code of [b, 'the-makers', null, 'the-makers', late, a]) {
      join(guild, code);
      await readOnce();
    }
    const expected = truth(guild);
    const found = await settled(guild);
    // Before the vanity URL was first read nobody knows how often it had been used.
    const [first] = [...expected].filter(([, code]) => code === 'the-makers');
    if (first) expected.set(first[0], found.get(first[0]) ?? null);
    expect(found).toEqual(expected);
    expect([...found.values()].filter((code) => code !== null).length).toBeGreaterThanOrEqual(5);
    const { rows } = await rig.db.pool.query(
      'SELECT code, source, uses FROM analytics.invite_use WHERE guild_id = $1 AND code = ANY($2) ORDER BY uses',
      [guild.id, [b, late, 'the-makers']],
    );
    expect(rows).toEqual([
      { code: expect.any(String), source: 'invite', uses: 1 },
      { code: expect.any(String), source: 'invite', uses: 1 },
      { code: 'the-makers', source: 'vanity', uses: 14 },
    ]);
  });

  test('in a burst have it where they all came by one, for one reading; else nobody does', async () => {
    const { guild, a, b } = await begin();
    const before = asked.length;
    for (let i = 0; i < 40; i++) join(guild, a);
    expect(await settled(guild)).toEqual(truth(guild));
    expect(asked.length - before).toBeLessThanOrEqual(3);
    const two = [join(guild, a), join(guild, b)];
    const found = await settled(guild);
    expect(two.map((id) => found.get(id))).toEqual([null, null]);
    const unsure = [join(guild, a), join(guild, null)];
    const after = await settled(guild);
    expect(unsure.map((id) => after.get(id))).toEqual([null, null]);
    join(guild, b);
    expect([...(await settled(guild)).values()].at(-1)).toBe(b);
  });

  test('by the last uses of an invite have it where the bot is told of deletions, and not where it is not', async () => {
    const told = await begin(READING | PERMISSION.manageChannels);
    const { guild } = told;
    const [once, thrice] = [told.make(1), told.make(3)];
    join(guild, once);
    await readOnce();
    for (let i = 0; i < 3; i++) join(guild, thrice);
    await readOnce();
    expect(await settled(guild)).toEqual(truth(guild));
    // Made and used up between two readings.
    join(guild, told.make(1));
    expect(await settled(guild)).toEqual(truth(guild));
    // Deleted by a person while somebody came by nothing: the uses that it had left were more than one.
    const revoked = told.make(5);
    await sleep(2 * GUARD_MS);
    rig.discord.sim.invites.delete(guild, revoked);
    join(guild, null);
    expect(await settled(guild)).toEqual(truth(guild));
    await stop();
    await rig.close();
    const untold = await begin();
    join(untold.guild, untold.make(1));
    expect([...(await settled(untold.guild)).values()]).toEqual([null]);
  });

  test('while the bot may not read invites stay not known, and the page can say so', async () => {
    const { guild, a } = await begin();
    join(guild, a);
    await settled(guild);
    await permit(guild, SEEING | PERMISSION.viewAuditLog);
    const unseen = join(guild, a);
    await until('it is noticed', async () => (await stateOf(guild.id)) === 'not_permitted');
    await permit(guild, SEEING);
    join(guild, a);
    await until('it is stored', async () => (await stored(guild)).size === 3);
    await permit(guild, READING);
    await rig.db.pool.query('UPDATE analytics.invite_watch SET asked_ms = 0');
    await reads(guild.id);
    const seen = join(guild, a);
    const found = await settled(guild);
    expect([found.get(unseen), found.get(seen)]).toEqual([null, a]);
    expect([...found.values()]).toEqual([a, null, null, a]);
  });

  test('while bot and worker were away have it where Discord told of them afterwards', async () => {
    const { guild, a, b, cluster } = await begin();
    await stop();
    await cluster.stop();
    for (let i = 0; i < 5; i++) join(guild, a);
    await sleep(300);
    const again = await rig.start();
    await until('live again', () => isLive(again));
    startWatch();
    expect(await settled(guild)).toEqual(truth(guild));
    join(guild, b);
    expect(await settled(guild)).toEqual(truth(guild));
  });

  test('in a hole are not guessed at, nor those whom nobody can tell from them', async () => {
    const { guild, a, b, cluster } = await begin();
    await rig.control.fault({ kind: 'refuse-resumes', count: 4 });
    await rig.control.fault({ kind: 'slow-hello', lagMs: 800, ms: 1_500 });
    await rig.control.fault({ kind: 'drop' });
    rig.discord.sim.invites.join(guild, rig.discord.sim.world.people.personIndex(newest++), a);
    await until('a hole', async () => (await rig.gaps()).some((gap) => gap.guild_id === null), 20_000);
    await until('live again', () => isLive(cluster), 20_000);
    await until('no hole is open', async () => (await rig.gaps()).every((gap) => gap.closed), 20_000);
    const soon = join(guild, null);
    await until('that one is settled', async () => {
      const { rows } = await rig.db.pool.query(
        `SELECT 1 FROM analytics.membership m WHERE user_id = $1
            AND NOT EXISTS (SELECT 1 FROM analytics.invite_join)`,
        [soon],
      );
      return rows.length === 1;
    });
    const later = join(guild, b);
    await until('the next one is settled', async () => (await stored(guild)).get(later) === b);
    expect((await stored(guild)).get(soon)).toBeNull();
  });

  test('and object leave no trace, and nobody is taken for them', async () => {
    const { guild, a } = await begin();
    const { world, invites } = rig.discord.sim;
    const objector = world.people.personIndex(newest++);
    await rig.db.pool.query('INSERT INTO analytics.objection (user_id) VALUES ($1)', [world.people.idOf(objector)]);
    invites.join(guild, objector, a);
    const other = join(guild, null);
    await until('it is stored', async () => (await stored(guild)).has(other));
    await until('it is settled', async () => {
      const { rowCount } = await rig.db.pool.query('SELECT 1 FROM analytics.invite_join');
      return rowCount === 0;
    });
    expect(await stored(guild)).toEqual(new Map([[other, null]]));
  });

  test('a guild that is not entitled is not asked about, and nothing of it is kept', async () => {
    const { guild, a } = await begin();
    const stranger = rig.discord.sim.world.guilds.find((one) => one.botIn && one.id !== guild.id);
    if (!stranger) throw new Error('no other guild');
    await permit(stranger, READING | PERMISSION.manageChannels);
    const channel = stranger.channels.find((one) => one.type === CHANNEL_TYPE.text);
    if (!channel) throw new Error('no channel');
    const { code } = rig.discord.sim.invites.create(channel, stranger.ownerIndex, { maxUses: 0, maxAgeSeconds: 0 });
    join(stranger, code);
    join(guild, a);
    await settled(guild);
    await rig.revoke(guild.id);
    await until('the watch ended', async () => (await stateOf(guild.id)) === null, 40_000);
    const askedBefore = asked.length;
    join(guild, a);
    await sleep(1_000);
    expect(new Set(asked)).toEqual(new Set([guild.id]));
    expect(asked.length).toBe(askedBefore);
    for (const table of ['invite_watch', 'invite_use', 'invite_join', 'membership', 'retention_invite']) {
      const { rows } = await rig.db.pool.query(`SELECT 1 FROM analytics.${table} WHERE guild_id = $1`, [stranger.id]);
      expect(rows).toEqual([]);
    }
    const { rows } = await rig.db.pool.query('SELECT 1 FROM analytics.invite_join');
    expect(rows).toEqual([]);
  });

  test('the job watches for as long as its worker runs, one process at a time', async () => {
    const { guild } = await begin();
    await stop();
    // An hour later, in a guild that has been counted for longer than clocks may be off.
    await rig.db.pool.query('UPDATE analytics.counting_span SET from_ms = from_ms - 10000');
    await rig.db.pool.query('UPDATE analytics.invite_watch SET base_from_ms = 1, base_to_ms = 1');
    const stopping = new AbortController();
    const job = watchInvitesJob(discordOf(), 5);
    const running = job.run({ db: rig.db, clock: systemClock, log, signal: stopping.signal }, Date.now() + 55_000);
    stop = async () => {
      stopping.abort();
      await running;
    };
    await until('it was read again', async () => {
      const { rows } = await rig.db.pool.query('SELECT 1 FROM analytics.invite_watch WHERE base_to_ms > 1');
      return rows.length === 1;
    });
    await watchInvitesJob(discordOf(), 5).run({ db: rig.db, clock: systemClock, log }, Date.now() + 55_000);
    await stop();
    expect(await stateOf(guild.id)).toBe('reading');
  });
});
