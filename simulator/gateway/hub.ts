import { randomUUID } from 'node:crypto';
import { actsOn, type Faults, includesShard, type ShardTarget } from '../control/faults.ts';
import type { MessageLog } from '../ledger/message-log.ts';
import type { Clock, Credentials } from '../simulator.ts';
import { apiMember, apiUser } from '../world/payloads.ts';
import { shardOf } from '../world/snowflake.ts';
import type { Guild } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { CLOSE, type CloseReason } from './close-codes.ts';
import { type Connection, OP } from './connection.ts';
import { guildCreate, voiceSnapshot } from './guild-payload.ts';
import { type IdentifyWish, readIdentify, readResume } from './handshake.ts';
import type { IdentifyLimits } from './identify-limits.ts';
import { INTENT, intentOf, PRIVILEGED } from './intents.ts';
import { MessageRenderer } from './message-renderer.ts';
import { type ReplayWindow, Session, type SideEvent } from './session.ts';

const MAX_GUILDS_PER_SHARD = 2500;

export interface HubOptions {
  world: World;
  log: MessageLog;
  clock: Clock;
  faults: Faults;
  credentials: Credentials;
  limits: IdentifyLimits;
  replay: ReplayWindow;
  heartbeatIntervalMs: number;
  /** Privileged intents that the developer portal has granted. */
  grantedIntents: number;
  resumeUrl: () => string;
}

export interface HubCounts {
  /** Dispatches put into a session's ring. */
  dispatched: number;
  identifies: number;
  resumes: number;
  resumesRefused: number;
  sessionsEnded: number;
}

/** All sessions and sockets: who gets which event. */
export class Hub {
  readonly world: World;
  readonly log: MessageLog;
  readonly clock: Clock;
  readonly renderer: MessageRenderer;
  readonly replay: ReplayWindow;
  readonly limits: IdentifyLimits;
  readonly sessions = new Map<string, Session>();
  readonly connections = new Set<Connection>();
  readonly counts: HubCounts = { dispatched: 0, identifies: 0, resumes: 0, resumesRefused: 0, sessionsEnded: 0 };
  grantedIntents: number;
  readonly heartbeatIntervalMs: number;
  private readonly faults: Faults;
  private readonly credentials: Credentials;
  private readonly resumeUrl: () => string;
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
    this.credentials = options.credentials;
    this.limits = options.limits;
    this.replay = options.replay;
    this.heartbeatIntervalMs = options.heartbeatIntervalMs;
    this.grantedIntents = options.grantedIntents;
    this.resumeUrl = options.resumeUrl;
    this.renderer = new MessageRenderer(this.world, this.log);
    this.sweeper = setInterval(() => this.sweep(), 1000);
    this.sweeper.unref();
  }

  /** A socket has opened: HELLO, unless it is to be slow. */
  accept(connection: Connection): void {
    this.connections.add(connection);
    const slow = this.faults.slowHello;
    const hello = () =>
      connection.send({
        op: OP.hello,
        d: { heartbeat_interval: this.heartbeatIntervalMs, _trace: ['["simulator",{}]'] },
      });
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

  endSession(session: Session): void {
    if (!this.sessions.delete(session.id)) return;
    this.routes.clear();
    this.counts.sessionsEnded += 1;
    if (session.connection) session.connection.session = null;
    session.connection = null;
  }

  identify(connection: Connection, d: unknown): void {
    const wish = readIdentify(d);
    const refusal = this.refusal(wish);
    if (refusal || !wish?.shard || wish.intents === null) {
      connection.close(refusal ?? CLOSE.decodeError);
      return;
    }
    const [shardId, shardCount] = wish.shard;
    const answer = this.limits.take(shardId, Date.now());
    if (answer === 'wait') connection.send({ op: OP.invalidSession, d: false });
    else if (answer === 'exhausted') this.resetToken();
    else this.startSession(connection, shardId, shardCount, wish.intents);
  }

  private refusal(wish: IdentifyWish | null): CloseReason | null {
    if (!wish) return CLOSE.decodeError;
    if (wish.token !== this.credentials.botToken) return CLOSE.authenticationFailed;
    if (!wish.shard) return CLOSE.invalidShard;
    if (wish.intents === null) return CLOSE.invalidIntents;
    if ((wish.intents & PRIVILEGED & ~this.grantedIntents) !== 0) return CLOSE.disallowedIntents;
    return this.guildsOfShard(...wish.shard).length > MAX_GUILDS_PER_SHARD ? CLOSE.shardingRequired : null;
  }

  private guildsOfShard(shardId: number, shardCount: number): Guild[] {
    return this.world.guilds.filter((guild) => guild.botIn && shardOf(guild.id, shardCount) === shardId);
  }

  private startSession(connection: Connection, shardId: number, shardCount: number, intents: number): void {
    const guilds = this.guildsOfShard(shardId, shardCount);
    this.counts.identifies += 1;
    const session = new Session(this.log, {
      id: randomUUID().replaceAll('-', ''),
      shardId,
      shardCount,
      intents,
      full: (intents & INTENT.messageContent) !== 0,
      createdMs: this.clock.now(),
    });
    this.attach(connection, session);
    this.sessions.set(session.id, session);
    this.routes.clear();
    connection.cursor = 1;
    session.pushEvent(this.ready(session, guilds), this.replay.events);
    if ((session.intents & INTENT.guilds) !== 0) {
      for (const guild of guilds)
        if (!guild.unavailable) session.pushEvent(this.guildCreated(guild), this.replay.events);
    }
    this.markDirty(connection);
  }

  resume(connection: Connection, d: unknown): void {
    const wish = readResume(d);
    if (!wish || wish.token !== this.credentials.botToken) {
      connection.close(wish ? CLOSE.authenticationFailed : CLOSE.decodeError);
      return;
    }
    const session = this.sessions.get(wish.sessionId);
    const known = session !== undefined && (wish.sequence >= session.lastSequence || session.holds(wish.sequence + 1));
    if (!session || !known || this.refuses(session)) {
      if (session) this.endSession(session);
      this.counts.resumesRefused += 1;
      connection.send({ op: OP.invalidSession, d: false });
      return;
    }
    if (wish.sequence > session.lastSequence) {
      connection.close(CLOSE.invalidSequence);
      return;
    }
    const old = session.connection;
    if (old) {
      old.session = null;
      old.close(CLOSE.unknownError);
    }
    this.counts.resumes += 1;
    session.resumes += 1;
    this.attach(connection, session);
    connection.cursor = wish.sequence + 1;
    connection.replayUntil = session.lastSequence;
    const resumed: SideEvent = {
      t: 'RESUMED',
      atMs: this.clock.now(),
      once: true,
      render: () => '{"_trace":["[\\"simulator\\",{}]"]}',
    };
    session.pushEvent(resumed, this.replay.events);
    this.markDirty(connection);
  }

  private refuses(session: Session): boolean {
    const { faults } = this;
    if (faults.refuseResumes <= 0 || !includesShard(faults.refuseResumesTarget, session.shardId)) return false;
    faults.refuseResumes -= 1;
    return true;
  }

  private attach(connection: Connection, session: Session): void {
    connection.session = session;
    session.connection = connection;
    session.detachedMs = null;
    connection.lastHeartbeatMs = Date.now();
  }

  private ready(session: Session, guilds: readonly Guild[]): SideEvent {
    const user = {
      ...apiUser(this.world.people.byId(this.credentials.clientId) ?? fail()),
      verified: true,
      mfa_enabled: true,
      flags: 0,
      email: null,
      bio: '',
    };
    const d = {
      v: 10,
      user_settings: {},
      user,
      shard: [session.shardId, session.shardCount],
      session_type: 'normal',
      session_id: session.id,
      resume_gateway_url: this.resumeUrl(),
      relationships: [],
      private_channels: [],
      presences: [],
      guilds: guilds.map((guild) => ({ unavailable: true, id: guild.id })),
      guild_join_requests: [],
      geo_ordered_rtc_regions: ['simulated'],
      game_relationships: [],
      auth: {},
      application: { id: this.credentials.clientId, flags: 0 },
      _trace: ['["simulator",{}]'],
    };
    return { t: 'READY', atMs: this.clock.now(), once: true, render: () => JSON.stringify(d) };
  }

  /** GUILD_CREATE as of now: who is in voice is noted, the rest is rendered when it is sent. */
  guildCreated(guild: Guild): SideEvent {
    const voice = voiceSnapshot(guild);
    return {
      t: 'GUILD_CREATE',
      atMs: this.clock.now(),
      render: () => JSON.stringify(guildCreate(this.world, guild, voice)),
    };
  }

  /** Sessions whose shard holds the guild; -1 stands for events without a guild (shard 0). */
  sessionsFor(guildIndex: number): readonly Session[] {
    let list = this.routes.get(guildIndex);
    if (!list) {
      const id = guildIndex < 0 ? null : this.world.guildAt(guildIndex).id;
      list = [...this.sessions.values()].filter(
        (one) => one.shardId === (id === null ? 0 : shardOf(id, one.shardCount)),
      );
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

  /** Op 8: the members asked for by id, or the first by name; at most 100 here. */
  requestMembers(session: Session, d: unknown): void {
    if (typeof d !== 'object' || d === null || !('guild_id' in d) || typeof d.guild_id !== 'string') return;
    const guild = this.world.guildById(d.guild_id);
    if (!guild?.botIn || shardOf(guild.id, session.shardCount) !== session.shardId) return;
    const asked = 'user_ids' in d ? [d.user_ids].flat().filter((id): id is string => typeof id === 'string') : null;
    const indexes = asked
      ? asked.slice(0, 100).map((id) => this.world.people.indexOf(id))
      : [...guild.extraMembers].slice(0, 100);
    const members = indexes
      .map((index) => (index < 0 ? null : this.world.member(guild, index)))
      .filter((one) => one !== null);
    const chunk = {
      not_found: asked?.filter((id) => !members.some((one) => one.user.id === id)) ?? [],
      nonce: 'nonce' in d && typeof d.nonce === 'string' ? d.nonce : undefined,
      members: members.map(apiMember),
      guild_id: guild.id,
      chunk_index: 0,
      chunk_count: 1,
    };
    session.pushEvent(
      { t: 'GUILD_MEMBERS_CHUNK', atMs: this.clock.now(), render: () => JSON.stringify(chunk) },
      this.replay.events,
    );
    if (session.connection) this.markDirty(session.connection);
  }

  /** The budget was overrun: Discord resets the token and every session ends. */
  resetToken(): void {
    const number = Number(/-(\d+)$/.exec(this.credentials.botToken)?.[1] ?? 0) + 1;
    this.credentials.botToken = `${this.credentials.botToken.replace(/-\d+$/, '')}-${number}`;
    this.limits.reset();
    for (const session of [...this.sessions.values()]) this.endSession(session);
    for (const connection of this.connections) connection.close(CLOSE.authenticationFailed);
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

  /** Events that the slowest healthy socket is behind; one that took nothing for two seconds is left out. */
  backlog(): number {
    const since = Date.now() - 2000;
    let most = 0;
    for (const one of this.connections) {
      if (one.halfOpen || !one.open || one.lastProgressMs < since) continue;
      most = Math.max(most, one.backlog);
    }
    return most;
  }

  private sweep(): void {
    const now = Date.now();
    const oldest = this.clock.now() - this.replay.ms;
    for (const session of [...this.sessions.values()]) {
      session.trim(oldest);
      if (session.detachedMs !== null && now - session.detachedMs > this.replay.ms) this.endSession(session);
    }
    this.sweeps += 1;
    const asks = this.sweeps % Math.max(1, Math.round((this.heartbeatIntervalMs / 1000) * 7)) === 0;
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

function fail(): never {
  throw new Error('the bot has no account');
}
