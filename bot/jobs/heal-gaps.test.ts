import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '#bot/collector/testing/random.ts';
import { healChannel, listOpenChannels } from '#core/analytics/heal-channel.server.ts';
import { healGaps } from '#core/analytics/heal-gaps.server.ts';
import { SETTLED_MS } from '#core/analytics/healing.ts';
import { listUnplannedGaps, planHealing } from '#core/analytics/plan-healing.server.ts';
import { messageCells } from '#core/analytics/testing/put-cells.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import { type Database, openWholeDatabase } from '#core/platform/db.server.ts';
import { createDiscordHistory } from '#core/platform/discord-history.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { startTcpProxy } from '#core/platform/testing/tcp-proxy.ts';
import { buildPrograms } from '../../deploy/build.mjs';
import { MESSAGE_KIND } from '../../simulator/ledger/message-log.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import { OUR_BOT_INDEX } from '../../simulator/world/people.ts';
import { PERMISSION } from '../../simulator/world/permissions.ts';
import { CHANNEL_TYPE } from '../../simulator/world/types.ts';
import { createRig, isLive, type Rig, until } from '../cluster/testing/rig.ts';
import { healGapsJob } from './heal-gaps.ts';

const log = createLog('test', 'silent');
const EXACT = { lost: 0, doubled: 0, wrongMessageCells: 0, wrongVoiceCells: 0, strangers: 0 };

let rig: Rig;
beforeAll(() => buildPrograms(), 120_000);
afterEach(() => rig.close());

/** The simulated Discord has all of its history at once: a gap is looked at when it ends. */
const settled: Clock = { now: () => Date.now() + SETTLED_MS };

/** Limits stand in the way of a test that is about counts; those about limits leave them. */
async function unlimited(grants?: number): Promise<Rig> {
  const made = await createRig({}, grants);
  restStateOf(made.discord.sim).limits.lift();
  return made;
}

function history(perSecond = 2_000) {
  const { credentials } = rig.discord.sim;
  const discord = { apiUrl: `${rig.discord.url}/api`, token: credentials.botToken };
  return createDiscordHistory(discord, { perSecond, clock: systemClock });
}

/** The built worker as the manager's house starts it. */
function forkWorker(env: Record<string, string>): ChildProcess {
  const { credentials } = rig.discord.sim;
  return fork('build/worker.js', {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      // Whom another instance of this machine erased says nothing of this database.
      PROCORD_HOME: path.join(os.tmpdir(), `procord-heal-${process.pid}`),
      DATABASE_URL: rig.db.url,
      PROCORD_SECRET: 'x'.repeat(32),
      DISCORD_TOKEN: credentials.botToken,
      DISCORD_CLIENT_ID: credentials.clientId,
      DISCORD_CLIENT_SECRET: credentials.clientSecret,
      DISCORD_API_URL: `${rig.discord.url}/api`,
      ...env,
    },
  });
}

interface Healing {
  guild_id: string;
  state: string;
  reason: string | null;
  messages: number;
}

async function healings(): Promise<Healing[]> {
  const { rows } = await rig.db.pool.query<Healing>(
    'SELECT guild_id, state, reason, messages FROM analytics.gap_healing ORDER BY gap_id, guild_id',
  );
  return rows;
}

async function isHealed(): Promise<boolean> {
  const unplanned = await listUnplannedGaps(rig.db, Number.MAX_SAFE_INTEGER);
  const rows = await healings();
  return unplanned.length === 0 && rows.length > 0 && rows.every((row) => row.state !== 'healing');
}

/** Decides what is to be read of every gap, and reads nothing yet. A gap of a guild ends up to a second from now. */
async function plan(): Promise<void> {
  const parts = { db: rig.db, discord: history() };
  await until('it is known what is to be read', async () => {
    for (const gap of await listUnplannedGaps(rig.db, settled.now())) await planHealing(parts, gap, settled.now());
    return (await listUnplannedGaps(rig.db, Number.MAX_SAFE_INTEGER)).length === 0;
  });
}

/** Calls the worker's use case until nothing is open, as the schedule would. */
async function heal(db: Database = rig.db, discord = history(), timeoutMs = 60_000): Promise<number> {
  let pages = 0;
  await until(
    'the gaps are filled in',
    async () => {
      pages += await healGaps({ db, discord, clock: settled, log, untilMs: settled.now() + 20_000 });
      return isHealed();
    },
    timeoutMs,
  );
  return pages;
}

/** Traffic, then a cut that ends the session while traffic goes on, then traffic again. */
async function cut(options: { eventsPerSecond?: number; beforeMs?: number; holeMs?: number } = {}) {
  const { eventsPerSecond = 600, beforeMs = 800, holeMs = 1_500 } = options;
  const cluster = await rig.start();
  await until('live', () => isLive(cluster));
  await rig.talk(beforeMs, eventsPerSecond);
  await rig.control.fault({ kind: 'slow-hello', lagMs: holeMs, ms: holeMs });
  await rig.control.fault({ kind: 'refuse-resumes', count: 4 });
  await rig.control.fault({ kind: 'drop' });
  await until('the sessions ended', async () => (await rig.gaps()).some((gap) => gap.guild_id === null), 20_000);
  return cluster;
}

async function back(cluster: Awaited<ReturnType<typeof cut>>, ms = 800): Promise<void> {
  await until('live again', () => isLive(cluster), 20_000);
  await until('no gap is open', async () => (await rig.gaps()).every((gap) => gap.closed), 20_000);
  await new Promise((resolve) => setTimeout(resolve, ms));
}

describe('a hole in what was counted', { timeout: 120_000 }, () => {
  test('is unknown at once and exact afterwards, for every channel, thread, person and hour', async () => {
    rig = await unlimited();
    const cluster = await cut();
    await back(cluster);
    const before = await rig.compare();
    expect(before).toMatchObject(EXACT);
    expect(before.messagesInGaps).toBeGreaterThan(100);
    // The edge matters here: some messages of the holes had been counted before anybody knew of them.
    const edge = await rig.db.pool.query(
      'SELECT sum(cardinality(counted_ids))::int AS ids FROM analytics.coverage_gap WHERE guild_id IS NULL',
    );
    expect(edge.rows[0].ids).toBeGreaterThan(20);
    const pages = await heal();
    expect(pages).toBeGreaterThan(0);
    const after = await rig.compare();
    expect(after).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
    expect(after.messages).toBeGreaterThan(before.messages);
    expect(new Set((await healings()).map((row) => row.state))).toEqual(new Set(['healed']));
    const threads = await rig.db.pool.query(
      `SELECT 1 FROM ${messageCells} JOIN analytics.thread t ON t.thread_id = messages.channel_id LIMIT 1`,
    );
    expect(threads.rowCount).toBe(1);
    const due = await rig.db.pool.query('SELECT DISTINCT guild_id FROM analytics.roll_up_due');
    expect(due.rowCount).toBe(rig.entitled.length);
    // Nothing is left to do, and doing it again changes nothing.
    await healGaps({ db: rig.db, discord: history(), clock: settled, log, untilMs: settled.now() + 5_000 });
    expect(await rig.compare()).toMatchObject({ ...EXACT, messages: after.messages, messagesInGaps: 0 });
  });

  test('that opens while another heals, twice over, is healed as well', async () => {
    rig = await unlimited();
    const cluster = await cut({ holeMs: 600 });
    await back(cluster, 100);
    const holes = async () => (await rig.gaps()).filter((gap) => gap.guild_id === null).length;
    for (let round = 0; round < 2; round++) {
      const before = await holes();
      await rig.control.fault({ kind: 'slow-hello', lagMs: 600, ms: 600 });
      await rig.control.fault({ kind: 'invalid-session', resumable: false });
      await until('a new hole', async () => (await holes()) > before, 20_000);
      await healGaps({ db: rig.db, discord: history(), clock: settled, log, untilMs: settled.now() + 500 });
      await back(cluster, 100);
    }
    await rig.control.quiesce();
    await heal();
    expect(await rig.compare()).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
  });

  test('of a crash is healed by what was durable of its edge', async () => {
    rig = await unlimited();
    const first = await rig.start({ flushMs: 200 });
    await until('live', () => isLive(first));
    await rig.talk(1_000, 600);
    await rig.control.fault({ kind: 'refuse-resumes', count: 8 });
    // The second takes the shards over as after a kill: the first one's last batch is fenced off.
    const second = await rig.start();
    await until('live again', () => isLive(second), 20_000);
    await first.stop();
    await back(second);
    await heal();
    const after = await rig.compare();
    expect(after).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
    expect((await healings()).some((row) => row.messages > 0)).toBe(true);
  });

  test('counts bots, webhooks and people who object no more than counting does, and reads archived threads', async () => {
    rig = await unlimited(1);
    const { sim } = rig.discord;
    const [guildId = ''] = rig.entitled;
    const guild = sim.world.guildById(guildId);
    const channel = guild?.channels.find(
      (one) => one.type === CHANNEL_TYPE.text && sim.world.botPermissions(guild, one) !== 0n,
    );
    const member = (await rig.control.guilds()).find((one) => one.id === guildId)?.ownerId ?? '';
    const objector = sim.world.people.persona('member').user;
    if (!guild || !channel) throw new Error('no channel');
    const cluster = await rig.start();
    await until('live', () => isLive(cluster));
    sim.happen.message(channel, sim.world.people.indexOf(member), MESSAGE_KIND.human, 1);
    await rig.db.pool.query('INSERT INTO analytics.objection (user_id) VALUES ($1)', [objector.id]);
    await rig.control.fault({ kind: 'slow-hello', lagMs: 1_500, ms: 1_500 });
    await rig.control.fault({ kind: 'refuse-resumes', count: 4 });
    await rig.control.fault({ kind: 'drop' });
    const thread = sim.happen.openThread(channel, OUR_BOT_INDEX, 'short');
    for (const where of [channel, thread]) {
      sim.happen.message(where, sim.world.people.indexOf(member), MESSAGE_KIND.human, 1);
      sim.happen.message(where, sim.world.people.indexOf(member), MESSAGE_KIND.reply, 2);
      sim.happen.message(where, objector.index, MESSAGE_KIND.human, 3);
      sim.happen.message(where, guild.bots[0] ?? OUR_BOT_INDEX, MESSAGE_KIND.bot, 4);
      sim.happen.message(where, sim.world.people.indexOf(member), MESSAGE_KIND.join, 5);
    }
    sim.happen.archiveThread(thread);
    await until('the sessions ended', async () => (await rig.gaps()).some((gap) => gap.guild_id === null), 20_000);
    await back(cluster, 0);
    await heal();
    const { rows } = await rig.db.pool.query(
      `SELECT channel_id, user_id, sum(messages)::int AS messages FROM ${messageCells} GROUP BY 1, 2 ORDER BY 3 DESC`,
    );
    expect(rows).toEqual([
      { channel_id: channel.id, user_id: member, messages: 3 },
      { channel_id: thread.id, user_id: member, messages: 2 },
    ]);
    expect((await healings()).every((row) => row.state === 'healed')).toBe(true);
  });

  test('stays unknown in part where the bot may not read, and says so', async () => {
    rig = await unlimited();
    const { sim } = rig.discord;
    const cluster = await cut();
    await back(cluster, 300);
    await rig.control.quiesce();
    const [first = '', second = ''] = rig.entitled;
    const deny = (guildId: string, count: number, bits: bigint) => {
      const guild = sim.world.guildById(guildId);
      const busy = guild?.channels.filter((one) => one.lastMessageMs > 0 && one.type === CHANNEL_TYPE.text) ?? [];
      for (const channel of busy.slice(0, count)) {
        channel.overwrites.push({ id: sim.credentials.clientId, type: 1, allow: 0n, deny: bits });
      }
    };
    deny(first, 1, PERMISSION.readMessageHistory);
    await rig.control.fault({ kind: 'remove-bot', guildId: second });
    await until('the bot is out', async () => {
      const { rowCount } = await rig.db.pool.query('SELECT 1 FROM guild WHERE id = $1 AND removed_at IS NOT NULL', [
        second,
      ]);
      return rowCount === 1;
    });
    await heal();
    const states = await healings();
    const of = (guildId: string) => new Set(states.filter((row) => row.guild_id === guildId).map((row) => row.state));
    expect(of(first).has('partly')).toBe(true);
    expect(of(second).has('not_possible')).toBe(true);
    for (const guildId of rig.entitled.slice(2)) expect(of(guildId)).toEqual(new Set(['healed']));
    const after = await rig.compare();
    expect(after).toMatchObject(EXACT);
    expect(after.messagesInGaps).toBeGreaterThan(0);
  });

  test('is not filled in for a guild that is not counted any more', async () => {
    rig = await unlimited();
    const cluster = await cut();
    await back(cluster, 300);
    const [gone = ''] = rig.entitled;
    await rig.revoke(gone);
    await until(
      'it is not counted',
      async () => {
        const { rowCount } = await rig.db.pool.query(
          'SELECT 1 FROM analytics.counting_span WHERE guild_id = $1 AND to_ms IS NULL',
          [gone],
        );
        return rowCount === 0;
      },
      40_000,
    );
    await rig.control.quiesce();
    await heal();
    const rows = (await healings()).filter((row) => row.guild_id === gone && row.state !== 'healed');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatchObject({ state: 'not_possible', reason: 'not-counted', messages: 0 });
    expect(await rig.compare()).toMatchObject(EXACT);
  });
});

describe('a worker that heals', { timeout: 120_000 }, () => {
  test('may end at any instant: 20 times its connections are cut at one of chance, and nothing is counted twice', async () => {
    rig = await unlimited();
    const cluster = await cut({ eventsPerSecond: 2_000, holeMs: 2_000 });
    await back(cluster, 300);
    await rig.control.quiesce();
    const url = new URL(rig.db.url);
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    const random = seededRandom(20_261_121);
    let cutShort = 0;
    for (let seed = 0; seed < 20; seed++) {
      if (seed === 3) await plan();
      const db = openWholeDatabase(url.href, { max: 6 });
      const stop = setTimeout(() => proxy.cut(), 40 + random.int(400));
      await healGaps({ db, discord: history(40), clock: settled, log, untilMs: settled.now() + 5_000 }).catch(() => {
        cutShort++;
      });
      clearTimeout(stop);
      await db.close().catch(() => {});
      proxy.restore();
    }
    await proxy.close();
    expect(cutShort).toBeGreaterThan(3);
    await heal();
    expect(await rig.compare()).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
  });

  test('takes a commit whose answer was lost for what it was, and two at once for one', async () => {
    rig = await unlimited();
    const cluster = await cut();
    await back(cluster, 300);
    await rig.control.quiesce();
    const url = new URL(rig.db.url);
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    await plan();
    for (let round = 0; round < 6; round++) {
      const db = openWholeDatabase(url.href, { max: 6 });
      void (round % 2 === 0 ? proxy.cutAfter('COMMIT') : proxy.cutBefore('COMMIT'));
      await healGaps({ db, discord: history(), clock: settled, log, untilMs: settled.now() + 5_000 }).catch(() => {});
      await db.close().catch(() => {});
      proxy.restore();
    }
    await proxy.close();
    const open = [...(await listOpenChannels(rig.db)).values()].flat();
    for (const channel of open.slice(0, 20)) {
      const parts = { db: rig.db, discord: history(), clock: systemClock };
      await Promise.all([healChannel(parts, channel), healChannel(parts, channel)]);
    }
    await heal();
    expect(await rig.compare()).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
  });

  test('waits out limits and server errors, and the job does as much of it as its minute holds', async () => {
    rig = await createRig({}, 2);
    const cluster = await cut();
    await back(cluster, 300);
    await rig.control.quiesce();
    await rig.control.fault({ kind: 'rate-limit', share: 0.3, pathPrefix: '', retryAfterSeconds: 0.1, ms: 5_000 });
    await rig.control.fault({ kind: 'server-error', share: 0.3, pathPrefix: '', status: 502, ms: 5_000 });
    const discord = { apiUrl: `${rig.discord.url}/api`, token: rig.discord.sim.credentials.botToken };
    const job = healGapsJob(discord, 40);
    await until(
      'the gaps are filled in',
      async () => {
        await job.run({ db: rig.db, clock: settled, log }, settled.now() + 50_000);
        return isHealed();
      },
      90_000,
    );
    expect(await rig.compare()).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
  });

  test('is killed with -9 in the middle, again and again, and the next worker goes on', async () => {
    rig = await unlimited(2);
    const cluster = await cut({ eventsPerSecond: 1_500 });
    await back(cluster, 300);
    await rig.control.quiesce();
    await plan();
    const done = async () => {
      const { rows } = await rig.db.pool.query<{ pages: number }>(
        `SELECT count(*)::int AS pages FROM analytics.channel_healing WHERE messages > 0`,
      );
      return rows[0]?.pages ?? 0;
    };
    for (let kills = 0; kills < 5; kills++) {
      const before = await done();
      const worker = forkWorker({ BOT_HEALING_PER_SECOND: '12' });
      await until('it heals', async () => (await done()) > before, 30_000);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      expect(await isHealed()).toBe(false);
    }
    const worker = forkWorker({ BOT_HEALING_PER_SECOND: '40' });
    await until('the gaps are filled in', isHealed, 60_000);
    worker.kill('SIGTERM');
    await once(worker, 'exit');
    expect(await rig.compare()).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
  });

  test('ends at once when its worker stops', async () => {
    rig = await unlimited();
    const cluster = await cut();
    await back(cluster, 0);
    const stopping = new AbortController();
    const discord = { apiUrl: `${rig.discord.url}/api`, token: rig.discord.sim.credentials.botToken };
    const running = healGapsJob(discord, 1).run(
      { db: rig.db, clock: settled, log, signal: stopping.signal },
      settled.now() + 50_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    stopping.abort();
    await running;
    expect(await isHealed()).toBe(false);
    await heal();
    expect(await rig.compare()).toMatchObject({ ...EXACT, messagesInGaps: 0, differences: [] });
  });
});
