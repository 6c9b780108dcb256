import type { Session } from '../gateway/session.ts';
import type { SimulatedDiscord } from '../simulated-discord.ts';

/** Everything GET /control/stats and the front page show. */
export function stats(sim: SimulatedDiscord) {
  const { hub, happen, traffic } = sim;
  const sessions = [...hub.sessions.values()];
  return {
    simulated: true,
    nowMs: sim.clock.now(),
    clockSpeed: sim.clock.speed,
    startedMs: sim.startedMs,
    seed: sim.options.seed,
    guilds: sim.world.guilds.length,
    guildsWithBot: sim.world.guilds.filter((one) => one.botIn).length,
    connections: hub.connections.size,
    sessions: sessions.length,
    connectedShards: sessions
      .filter((one) => one.connection)
      .map((one) => one.shardId)
      .sort((a, b) => a - b),
    inVoice: sim.world.guilds.reduce((sum, one) => sum + one.voice.size, 0),
    happened: { ...happen.counts },
    gateway: { ...hub.counts, ...hub.admission.counts, backlog: hub.backlog() },
    identify: sim.sessionStartLimit(),
    replay: { ...hub.replay },
    grantedIntents: hub.admission.grantedIntents,
    traffic: { running: traffic.running, ...traffic.settings, authors: traffic.speakers.authors },
    faults: describeFaults(sim),
    memoryMb: Math.round(process.memoryUsage().rss / 1024 / 1024),
  };
}

export function describeFaults(sim: SimulatedDiscord) {
  const { faults, hub, world } = sim;
  const connections = [...hub.connections];
  return {
    lag: faults.lag,
    slowHello: faults.slowHello,
    refuseResumes: faults.refuseResumes,
    rateLimitStorm: faults.rateLimitStorm,
    serverErrors: faults.serverErrors,
    slowAnswers: faults.slowAnswers,
    halfOpenConnections: connections.filter((one) => one.halfOpen).length,
    zombieConnections: connections.filter((one) => one.zombie).length,
    outages: world.guilds.filter((one) => one.unavailable).map((one) => one.id),
  };
}

export function describeSession(session: Session) {
  return {
    id: session.id,
    shardId: session.shardId,
    shardCount: session.shardCount,
    intents: session.intents,
    createdMs: session.createdMs,
    connected: session.connection !== null,
    compressed: session.connection?.compressed ?? false,
    detachedMs: session.detachedMs,
    lastSequence: session.lastSequence,
    firstReplayable: session.firstSequence,
    acknowledged: session.acknowledged,
    resumes: session.resumes,
    backlog: session.connection?.backlog ?? 0,
  };
}
