import { randomUUID } from 'node:crypto';
import { type Faults, includesShard } from '../control/faults.ts';
import type { Credentials } from '../simulator.ts';
import { apiMember, apiUser } from '../world/payloads.ts';
import { shardOf } from '../world/snowflake.ts';
import type { Guild } from '../world/types.ts';
import { CLOSE, type CloseReason } from './close-codes.ts';
import { type Connection, OP } from './connection.ts';
import { type IdentifyWish, readIdentify, readResume } from './handshake.ts';
import type { Hub } from './hub.ts';
import type { IdentifyLimits } from './identify-limits.ts';
import { INTENT, PRIVILEGED } from './intents.ts';
import { Session, type SideEvent } from './session.ts';

const MAX_GUILDS_PER_SHARD = 2500;
const MAX_MEMBERS_PER_CHUNK = 100;

export interface AdmissionCounts {
  identifies: number;
  resumes: number;
  resumesRefused: number;
}

export interface AdmissionOptions {
  faults: Faults;
  credentials: Credentials;
  limits: IdentifyLimits;
  /** Privileged intents that the developer portal has granted. */
  grantedIntents: number;
  resumeUrl: () => string;
}

/** Who gets a session, new or old, and what the bot may ask over it. */
export class Admission {
  readonly counts: AdmissionCounts = { identifies: 0, resumes: 0, resumesRefused: 0 };
  readonly limits: IdentifyLimits;
  grantedIntents: number;
  private readonly hub: Hub;
  private readonly faults: Faults;
  private readonly credentials: Credentials;
  private readonly resumeUrl: () => string;

  constructor(hub: Hub, options: AdmissionOptions) {
    this.hub = hub;
    this.faults = options.faults;
    this.credentials = options.credentials;
    this.limits = options.limits;
    this.grantedIntents = options.grantedIntents;
    this.resumeUrl = options.resumeUrl;
  }

  /** Op 2. */
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
    return this.hub.world.guilds.filter((guild) => guild.botIn && shardOf(guild.id, shardCount) === shardId);
  }

  private startSession(connection: Connection, shardId: number, shardCount: number, intents: number): void {
    const { hub } = this;
    const guilds = this.guildsOfShard(shardId, shardCount);
    this.counts.identifies += 1;
    const session = new Session(hub.log, {
      id: randomUUID().replaceAll('-', ''),
      shardId,
      shardCount,
      intents,
      full: (intents & INTENT.messageContent) !== 0,
      createdMs: hub.clock.now(),
    });
    attach(connection, session);
    hub.addSession(session);
    connection.cursor = 1;
    session.pushEvent(this.ready(session, guilds), hub.replay.events);
    if ((intents & INTENT.guilds) !== 0) {
      for (const guild of guilds) if (!guild.unavailable) session.pushEvent(hub.guildCreated(guild), hub.replay.events);
    }
    hub.markDirty(connection);
  }

  /** Op 6. A session that cannot be resumed is over. */
  resume(connection: Connection, d: unknown): void {
    const { hub } = this;
    const wish = readResume(d);
    if (!wish || wish.token !== this.credentials.botToken) {
      connection.close(wish ? CLOSE.authenticationFailed : CLOSE.decodeError);
      return;
    }
    const session = hub.sessions.get(wish.sessionId);
    const known = session !== undefined && (wish.sequence >= session.lastSequence || session.holds(wish.sequence + 1));
    if (!session || !known || this.refuses(session)) {
      if (session) hub.endSession(session);
      this.counts.resumesRefused += 1;
      connection.send({ op: OP.invalidSession, d: false });
      return;
    }
    if (wish.sequence > session.lastSequence) {
      connection.close(CLOSE.invalidSequence);
      return;
    }
    this.takeOver(connection, session, wish.sequence);
  }

  private takeOver(connection: Connection, session: Session, sequence: number): void {
    const old = session.connection;
    if (old) {
      old.session = null;
      old.close(CLOSE.unknownError);
    }
    this.counts.resumes += 1;
    session.resumes += 1;
    attach(connection, session);
    connection.cursor = sequence + 1;
    connection.replayUntil = session.lastSequence;
    const resumed: SideEvent = {
      t: 'RESUMED',
      atMs: this.hub.clock.now(),
      once: true,
      render: () => '{"_trace":["[\\"simulator\\",{}]"]}',
    };
    session.pushEvent(resumed, this.hub.replay.events);
    this.hub.markDirty(connection);
  }

  private refuses(session: Session): boolean {
    const { faults } = this;
    if (faults.refuseResumes <= 0 || !includesShard(faults.refuseResumesTarget, session.shardId)) return false;
    faults.refuseResumes -= 1;
    return true;
  }

  private ready(session: Session, guilds: readonly Guild[]): SideEvent {
    const { clientId } = this.credentials;
    const account = this.hub.world.people.byId(clientId);
    const d = {
      v: 10,
      user_settings: {},
      user: { ...(account ? apiUser(account) : {}), verified: true, mfa_enabled: true, flags: 0, email: null, bio: '' },
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
      application: { id: clientId, flags: 0 },
      _trace: ['["simulator",{}]'],
    };
    return { t: 'READY', atMs: this.hub.clock.now(), once: true, render: () => JSON.stringify(d) };
  }

  /** Op 8: the members asked for by id, or the first of the guild; one chunk of at most 100. */
  requestMembers(session: Session, d: unknown): void {
    const { hub } = this;
    if (typeof d !== 'object' || d === null || !('guild_id' in d) || typeof d.guild_id !== 'string') return;
    const guild = hub.world.guildById(d.guild_id);
    if (!guild?.botIn || shardOf(guild.id, session.shardCount) !== session.shardId) return;
    const asked = 'user_ids' in d ? [d.user_ids].flat().filter((id) => typeof id === 'string') : null;
    const indexes = asked?.map((id) => hub.world.people.indexOf(id)) ?? [...guild.extraMembers];
    const members = indexes
      .slice(0, MAX_MEMBERS_PER_CHUNK)
      .map((index) => (index < 0 ? null : hub.world.member(guild, index)))
      .filter((one) => one !== null);
    const chunk = {
      not_found: asked?.filter((id) => !members.some((one) => one.user.id === id)) ?? [],
      nonce: 'nonce' in d && typeof d.nonce === 'string' ? d.nonce : undefined,
      members: members.map(apiMember),
      guild_id: guild.id,
      chunk_index: 0,
      chunk_count: 1,
    };
    const event: SideEvent = {
      t: 'GUILD_MEMBERS_CHUNK',
      atMs: hub.clock.now(),
      render: () => JSON.stringify(chunk),
    };
    session.pushEvent(event, hub.replay.events);
    if (session.connection) hub.markDirty(session.connection);
  }

  /** The budget was overrun: Discord resets the token and every session ends. */
  resetToken(): void {
    const { hub, credentials } = this;
    const number = Number(/-(\d+)$/.exec(credentials.botToken)?.[1] ?? 0) + 1;
    credentials.botToken = `${credentials.botToken.replace(/-\d+$/, '')}-${number}`;
    this.limits.reset();
    for (const session of [...hub.sessions.values()]) hub.endSession(session);
    for (const connection of hub.connections) connection.close(CLOSE.authenticationFailed);
  }
}

function attach(connection: Connection, session: Session): void {
  connection.session = session;
  session.connection = connection;
  session.detachedMs = null;
  connection.lastHeartbeatMs = Date.now();
}
