import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { changeEntitlement, entitlementWish } from '../premium/control.ts';
import { PREMIUM_SKU } from '../premium/entitlements.ts';
import { createInteractionControl } from '../rest/interactions/control.ts';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import { burst } from '../traffic/burst.ts';
import {
  actInVoice,
  actOnMember,
  changeStructure,
  memberWish,
  messagesWish,
  openThread,
  sendMessages,
  structureWish,
  threadWish,
  voiceWish,
} from './act.ts';
import { applyFault, guildOf, UnknownThing } from './apply-fault.ts';
import { faultWish } from './fault-wishes.ts';
import { actOnInvite, describeInvites, inviteWish } from './invites.ts';
import { answerLedger, ledgerQuestion, ledgerTotals } from './ledger-answer.ts';
import { answerPast, describePast, listJoins, pastQuestion } from './past-answer.ts';
import { describeFaults, describeSession, stats } from './stats.ts';

const share = z.number().min(0).max(1).optional();
const guildIds = z.array(z.string()).nullable().optional();

const trafficWish = z.object({
  eventsPerSecond: z.number().min(0).optional(),
  voiceShare: share,
  otherShare: share,
  noiseShare: share,
  authors: z.enum(['few', 'all']).optional(),
  guildIds,
  running: z.boolean().optional(),
});
const burstWish = z.object({
  events: z.int().min(0),
  eventsPerSecond: z.number().positive().optional(),
  noise: z.number().min(0).max(10).optional(),
  guildIds,
});
const replayWish = z.object({
  ms: z.int().min(0).optional(),
  events: z.int().min(1).optional(),
  trim: z.enum(['window', 'acknowledged']).optional(),
});
const identifyWish = z.object({
  used: z.int().min(0).optional(),
  total: z.int().min(1).optional(),
  maxConcurrency: z.int().min(1).optional(),
  intervalMs: z.int().min(0).optional(),
});
const clockWish = z.object({ advanceMs: z.int().min(0).optional(), speed: z.number().min(0).max(10_000).optional() });

/** The control API, to be mounted at /control. README.md beside this file describes it. */
export function createControlHandler(sim: SimulatedDiscord): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof UnknownThing) return c.json({ error: error.message }, 404);
    if (error instanceof SyntaxError) return c.json({ error: 'The body must be JSON.' }, 400);
    throw error;
  });
  readings(app, sim);
  settings(app, sim);
  acts(app, sim);
  app.route('/interactions', createInteractionControl(sim));
  return app;
}

async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return schema.parse(body);
}

function readings(app: Hono, sim: SimulatedDiscord): void {
  app.get('/credentials', (c) =>
    c.json({
      ...sim.credentials,
      premiumSkuId: PREMIUM_SKU,
      apiUrl: `${sim.url}/api`,
      gatewayUrl: sim.gatewayUrl,
      authorizeUrl: `${sim.url}/oauth2/authorize`,
      recommendedShards: sim.recommendedShards,
      personas: Object.fromEntries(
        sim.world.people.personas.map((one) => [
          one.name,
          { id: one.user.id, username: one.user.username, about: one.about },
        ]),
      ),
    }),
  );
  app.get('/stats', (c) => c.json(stats(sim)));
  app.get('/sessions', (c) => c.json([...sim.hub.sessions.values()].map(describeSession)));
  app.get('/guilds', (c) =>
    c.json(
      sim.world.guilds.map((guild) => ({
        id: guild.id,
        name: guild.name,
        ownerId: guild.ownerId,
        members: sim.world.memberCount(guild),
        botIn: guild.botIn,
        unavailable: guild.unavailable,
        afkChannelId: guild.afkChannelId,
        inVoice: guild.voice.size,
        channels: guild.channels.map((one) => ({ id: one.id, type: one.type, name: one.name })),
        threads: [...guild.threads.values()].map((one) => ({ id: one.id, parentId: one.parentId, name: one.name })),
      })),
    ),
  );
  app.get('/guilds/:id/members', (c) => {
    const guild = guildOf(sim, c.req.param('id'));
    const limit = Math.min(1000, Number(c.req.query('limit') ?? 100) || 100);
    const seeded = Array.from({ length: Math.min(limit, guild.seededMembers) }, (_, i) =>
      sim.world.seededMember(guild, i),
    );
    const indexes = [...guild.extraMembers, ...seeded].filter((one) => sim.world.isMember(guild, one));
    return c.json(
      indexes.slice(0, limit).map((one) => ({ id: sim.world.people.idOf(one), bot: sim.world.people.isBot(one) })),
    );
  });
  app.get('/ledger', async (c) => {
    const question = ledgerQuestion.parse({
      ...(c.req.query('excluded') ? { excluded: JSON.parse(c.req.query('excluded') ?? '[]') } : {}),
      ...(c.req.query('guildId') ? { guildId: c.req.query('guildId') } : {}),
      ...(c.req.query('fromMs') ? { fromMs: Number(c.req.query('fromMs')) } : {}),
      ...(c.req.query('toMs') ? { toMs: Number(c.req.query('toMs')) } : {}),
      past: c.req.query('past') === '1',
    });
    return c.req.query('totals') === '1' ? c.json(await ledgerTotals(sim, question)) : answerLedger(sim, question);
  });
  app.post('/ledger', async (c) => answerLedger(sim, await read(c, ledgerQuestion)));
  app.get('/ledger/joins', (c) => c.json(listJoins(sim, c.req.query('guildId') ?? null, c.req.query('past') === '1')));
  app.get('/guilds/:id/invites', (c) => c.json(describeInvites(sim, c.req.param('id'))));
  app.get('/past', (c) => c.json(describePast(sim)));
  app.get('/past/days', (c) => answerPast(sim, pastQuestion.parse(c.req.query())));
  app.get('/faults', (c) => c.json(describeFaults(sim)));
}

function settings(app: Hono, sim: SimulatedDiscord): void {
  app.post('/traffic', async (c) => {
    const { running, authors, guildIds: only, ...wish } = await read(c, trafficWish);
    for (const [key, value] of Object.entries(wish))
      if (value !== undefined) Object.assign(sim.traffic.settings, { [key]: value });
    if (authors) sim.traffic.speakers.authors = authors;
    if (only !== undefined) sim.traffic.speakers.restrict(only?.map((id) => guildOf(sim, id)) ?? null);
    if (running === false) sim.traffic.stop();
    else if (running === true || sim.traffic.settings.eventsPerSecond > 0) sim.traffic.start();
    return c.json(stats(sim).traffic);
  });
  app.post('/replay', async (c) => {
    const { ms, events, trim } = await read(c, replayWish);
    if (ms !== undefined) sim.hub.replay.ms = ms;
    if (events !== undefined) sim.hub.replay.events = events;
    if (trim !== undefined) sim.hub.replay.trim = trim;
    return c.json(sim.hub.replay);
  });
  app.post('/identify', async (c) => {
    const { used, total, maxConcurrency, intervalMs } = await read(c, identifyWish);
    const { limits } = sim.hub.admission;
    if (used !== undefined) limits.used = used;
    if (total !== undefined) limits.options.total = total;
    if (maxConcurrency !== undefined) limits.options.maxConcurrency = maxConcurrency;
    if (intervalMs !== undefined) limits.options.intervalMs = intervalMs;
    return c.json(sim.sessionStartLimit());
  });
  app.post('/intents', async (c) => {
    sim.grant((await read(c, z.object({ granted: z.int().min(0) }))).granted);
    return c.json({ granted: sim.hub.admission.grantedIntents });
  });
  app.post('/clock', async (c) => {
    const { advanceMs, speed } = await read(c, clockWish);
    if (advanceMs !== undefined) sim.clock.advance(advanceMs);
    if (speed !== undefined) sim.clock.setSpeed(speed);
    return c.json({ nowMs: sim.clock.now(), speed: sim.clock.speed });
  });
  app.post('/faults', async (c) => c.json(applyFault(sim, await read(c, faultWish))));
  app.delete('/faults', (c) => {
    sim.clearFaults();
    return c.json(describeFaults(sim));
  });
}

function acts(app: Hono, sim: SimulatedDiscord): void {
  app.post('/burst', async (c) => {
    const { guildIds: only, ...wish } = await read(c, burstWish);
    if (only !== undefined) sim.traffic.speakers.restrict(only?.map((id) => guildOf(sim, id)) ?? null);
    const result = await burst(sim, { ...wish, signal: c.req.raw.signal });
    return c.json({ ...result, eventsPerSecond: Math.round(result.events / (result.ms / 1000)) });
  });
  app.post('/quiesce', async (c) => {
    sim.quiesce();
    return c.json(await ledgerTotals(sim));
  });
  app.post('/messages', async (c) => c.json(sendMessages(sim, await read(c, messagesWish))));
  app.post('/voice', async (c) => c.json(actInVoice(sim, await read(c, voiceWish))));
  app.post('/members', async (c) => c.json(actOnMember(sim, await read(c, memberWish))));
  app.post('/invites', async (c) => c.json(actOnInvite(sim, await read(c, inviteWish))));
  app.post('/structure', async (c) => c.json(changeStructure(sim, await read(c, structureWish))));
  app.post('/entitlements', async (c) => c.json(changeEntitlement(sim, await read(c, entitlementWish))));
  app.post('/threads', async (c) => c.json(openThread(sim, await read(c, threadWish))));
}
