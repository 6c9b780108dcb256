import { actsOn, type Faults, includesShard, type ShardTarget } from '../control/faults.ts';
import type { MessageLog } from '../ledger/message-log.ts';
import type { Clock } from '../simulator.ts';
import { shardOf } from '../world/snowflake.ts';
import type { Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { Admission, type AdmissionOptions } from './admission.ts';
import { CLOSE } from './close-codes.ts';
import { type Connection, OP } from './connection.ts';
import { guildCreate, voiceSnapshot } from './guild-payload.ts';
import { INTENT, intentOf } from './intents.ts';
import { MessageRenderer } from './message-renderer.ts';
import type { ReplayWindow, Session, SideEvent } from './session.ts';

export interface HubOptions extends AdmissionOptions {
  world: World;
  log: MessageLog;
  clock: Clock;
  replay: ReplayWindow;
  heartbeatIntervalMs: number;
}

export interface HubCounts {
  /** Dispatches put into a session's ring. */
  dispatched: number;
  sessionsEnded: number;
}

/** Every so many heartbeat intervals the server asks for a heartbeat by itself. */
const ASK_EVERY = 7;
/** A socket that took nothing for so long holds nobody up. */
const STALLED_MS = 2000;

/** All sessions and sockets, and who gets which event. */
export class Hub {
  readonly world: World;
  readonly log: MessageLog;
  readonly clock: Clock;
  readonly renderer: MessageRenderer;
  readonly replay: ReplayWindow;
  readonly admission: Admission;
  readonly sessions = new Map<string, Session>();
  readonly connections = new Set<Connection>();
  readonly counts: HubCounts = { dispatched: 0, sessionsEnded: 0 };
  readonly heartbeatIntervalMs: number;
  private readonly faults: Faults;
  private readonly routes = new Map<number, Session[]>();
  private readonly dirty = new Set<Connection>();
  private flushing = false;
  private readonly sweeper: NodeJS.Timeout;
  private sweeps = 0;

  constructor(options: HubOptions) {
    this.world = options.world;
    this.log = options.log;
    this.clock = options.clock;
    this.faults = options.faults;
    this.replay = options.replay;
    this.heartbeatIntervalMs = options.heartbeatIntervalMs;
    this.renderer = new MessageRenderer(this.world, this.log);
    this.admission = new Admission(this, options);
    this.sweeper = setInterval(() => this.sweep(), 1000);
    this.sweeper.unref();
  }

  /** A socket has opened: HELLO, unless it is to be slow. */
  accept(connection: Connection): void {
    this.connections.add(connection);
    const slow = this.faults.slowHello;
    const d = { heartbeat_interval: this.heartbeatIntervalMs, _trace: ['["simulator",{}]'] };
    const hello = () => connection.send({ op: OP.hello, d });
    if (slow && Date.now() < slow.untilMs) setTimeout(hello, slow.ms).unref();
    else hello();
  }

  closed(connection: Connection, code: number): void {
    this.connections.delete(connection);
    this.dirty.delete(connection);
    const { session } = connection;
    if (!session || session.connection !== connection) return;
    if (code === 1000 || code === 1001) this.endSession(session);
    else this.detach(connection);
  }

  /** The session lives on without a socket until its window ends. */
  detach(connection: Connection): void {
    const { session } = connection;
    if (session?.connection === connection) {
      session.connection = null;
      session.detachedMs = Date.now();
    }
    connection.session = null;
  }

  addSession(session: Session): void {
    this.sessions.set(session.id, session);
    this.routes.clear();
  }

  endSession(session: Session): void {
    if (!this.sessions.delete(session.id)) return;
    this.routes.clear();
    this.counts.sessionsEnded += 1;
    if (session.connection) session.connection.session = null;
    session.connection = null;
  }

  /** GUILD_CREATE as of now: who is in voice is noted, the rest is rendered when it is sent. */
  guildCreated(guild: Guild): SideEvent {
    const voice = voiceSnapshot(guild);
    const render = () => JSON.stringify(guildCreate(this.world, guild, voice));
    return { t: 'GUILD_CREATE', atMs: this.clock.now(), render };
  }

  /** Sessions whose shard holds the guild; -1 stands for events without a guild (shard 0). */
  private sessionsFor(guildIndex: number): readonly Session[] {
    let list = this.routes.get(guildIndex);
    if (!list) {
      const id = guildIndex < 0 ? null : this.world.guildAt(guildIndex).id;
      const holds = (one: Session) => one.shardId === (id === null ? 0 : shardOf(id, one.shardCount));
      list = [...this.sessions.values()].filter(holds);
      this.routes.set(guildIndex, list);
    }
    return list;
  }

  /** A message of the log goes to everyone concerned. */
  dispatchMessage(logIndex: number, guildIndex: number): void {
    for (const session of this.sessionsFor(guildIndex)) {
      if ((session.intents & INTENT.guildMessages) === 0) continue;
      session.pushMessage(logIndex, this.replay.events);
      this.counts.dispatched += 1;
      if (session.connection) this.markDirty(session.connection);
    }
  }

  /** Any other event. */
  dispatchEvent(guildIndex: number, event: SideEvent): void {
    const intent = intentOf(event.t);
    for (const session of this.sessionsFor(guildIndex)) {
      if (intent !== 0 && (session.intents & intent) === 0) continue;
      session.pushEvent(event, this.replay.events);
      this.counts.dispatched += 1;
      if (session.connection) this.markDirty(session.connection);
    }
  }

  lagOf(connection: Connection): number {
    const { lag } = this.faults;
    if (!lag || !connection.session) return 0;
    return actsOn(lag, connection.session.shardId, Date.now()) ? lag.ms : 0;
  }

  /** Sockets of the target's shards. */
  targets(target: ShardTarget): Connection[] {
    return [...this.connections].filter((one) =>
      one.session ? includesShard(target, one.session.shardId) : target === 'all',
    );
  }

  markDirty(connection: Connection): void {
    this.dirty.add(connection);
    if (this.flushing) return;
    this.flushing = true;
    setImmediate(() => {
      this.flushing = false;
      this.flush();
    });
  }

  /** Gives every socket what it can take. */
  flush(): void {
    const list = [...this.dirty];
    this.dirty.clear();
    for (const connection of list) connection.pump();
  }

  /** Events that the slowest healthy socket is behind. */
  backlog(): number {
    const since = Date.now() - STALLED_MS;
    let most = 0;
    for (const one of this.connections) {
      if (one.halfOpen || !one.open || one.lastProgressMs < since) continue;
      most = Math.max(most, one.backlog);
    }
    return most;
  }

  private sweep(): void {
    const now = Date.now();
    for (const session of [...this.sessions.values()]) {
      session.trim(now, this.replay.ms);
      if (session.detachedMs !== null && now - session.detachedMs > this.replay.ms) this.endSession(session);
    }
    this.sweeps += 1;
    const asks = this.sweeps % Math.max(1, Math.round((this.heartbeatIntervalMs / 1000) * ASK_EVERY)) === 0;
    for (const connection of this.connections) {
      if (now - connection.lastHeartbeatMs > this.heartbeatIntervalMs * 2 + 5000) {
        if (connection.halfOpen) this.detach(connection);
        else connection.close(CLOSE.sessionTimedOut);
      } else if (asks && connection.session) connection.send({ op: OP.heartbeat, d: null });
    }
  }

  /** Closes all sockets at once. */
  stop(): void {
    clearInterval(this.sweeper);
    for (const connection of this.connections) connection.ws.terminate();
  }
}
