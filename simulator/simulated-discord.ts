import { WorldClock } from './clock.ts';
import type { SimulatorOptions } from './config.ts';
import { Faults } from './control/faults.ts';
import { InteractionDesk } from './control/interactions.ts';
import { Hub } from './gateway/hub.ts';
import { dailyIdentifies, IdentifyLimits } from './gateway/identify-limits.ts';
import { INTENT } from './gateway/intents.ts';
import { Ledger } from './ledger/ledger.ts';
import { MessageLog } from './ledger/message-log.ts';
import { VoiceLog } from './ledger/voice-log.ts';
import { Past } from './past/past.ts';
import type { Credentials, SessionStartLimit, Simulator } from './simulator.ts';
import { Happenings } from './traffic/happenings.ts';
import { Invites } from './traffic/invites.ts';
import { Structure } from './traffic/structure.ts';
import { Traffic } from './traffic/traffic.ts';
import { apiUser } from './world/payloads.ts';
import { OUR_BOT_INDEX } from './world/people.ts';
import { hash, Random } from './world/random.ts';
import { SnowflakeClock } from './world/snowflake.ts';
import type { Guild } from './world/types.ts';
import { World } from './world/world.ts';

/** The whole simulated Discord but for its HTTP server. */
export class SimulatedDiscord implements Simulator {
  readonly options: SimulatorOptions;
  readonly world: World;
  readonly past: Past;
  readonly clock = new WorldClock();
  readonly ids = new SnowflakeClock();
  readonly faults = new Faults();
  readonly interactions = new InteractionDesk();
  readonly commands = new Map<string, readonly Record<string, unknown>[]>();
  readonly credentials: Credentials;
  readonly hub: Hub;
  readonly ledger: Ledger;
  readonly happen: Happenings;
  readonly structure: Structure;
  readonly invites: Invites;
  readonly traffic: Traffic;
  readonly startedMs = Date.now();
  private port = 0;

  constructor(options: SimulatorOptions) {
    this.options = options;
    this.world = new World(options);
    this.past = new Past(this.world, {
      seed: options.seed,
      beganMs: options.beganMs || this.clock.now(),
      days: options.pastDays,
    });
    if (options.pastDays > 0) this.world.history = this.past;
    this.past.leaveUses();
    const clientId = this.world.people.idOf(OUR_BOT_INDEX);
    this.credentials = {
      botToken: `${Buffer.from(clientId).toString('base64url')}.Simul8.simulated-bot-token-not-a-secret-1`,
      clientId,
      clientSecret: 'simulated-client-secret-not-a-secret',
    };
    const messages = new MessageLog(options.logEntries);
    const voice = new VoiceLog();
    this.ledger = new Ledger(this.world, messages, voice);
    this.hub = new Hub({
      world: this.world,
      log: messages,
      clock: this.clock,
      faults: this.faults,
      credentials: this.credentials,
      limits: new IdentifyLimits({
        total: options.identifiesPerDay || dailyIdentifies(this.world.guilds.filter((one) => one.botIn).length),
        maxConcurrency: options.maxConcurrency,
        intervalMs: options.identifyIntervalMs,
      }),
      replay: { ms: options.replayMs, events: options.replayEvents, trim: options.replayTrim },
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      grantedIntents: options.grantedIntents,
      resumeUrl: () => `${this.gatewayUrl}/resume`,
    });
    this.happen = new Happenings({
      world: this.world,
      clock: this.clock,
      ids: this.ids,
      hub: this.hub,
      messages,
      voice,
    });
    this.structure = new Structure(this);
    this.invites = new Invites({ world: this.world, clock: this.clock, happen: this.happen });
    this.traffic = new Traffic({
      world: this.world,
      clock: this.clock,
      random: new Random(hash(options.seed, 99)),
      happen: this.happen,
      structure: this.structure,
      invites: this.invites,
      log: messages,
      settings: {
        eventsPerSecond: options.eventsPerSecond,
        voiceShare: options.voiceShare,
        otherShare: options.otherShare,
        noiseShare: options.noiseShare,
      },
    });
  }

  /** Tells the port once the server listens. */
  listensOn(port: number): void {
    this.port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get gatewayUrl(): string {
    return `ws://127.0.0.1:${this.port}/gateway`;
  }

  get recommendedShards(): number {
    return this.options.recommendedShards;
  }

  get grantedIntents(): number {
    return this.hub.admission.grantedIntents;
  }

  sessionStartLimit(): SessionStartLimit {
    return this.hub.admission.limits.state(Date.now());
  }

  /** Without MESSAGE_CONTENT a session sees text only of its own messages and of those that mention it. */
  dispatch(guild: Guild | null, t: string, d: unknown): void {
    if (guild && (!guild.botIn || guild.unavailable)) return;
    const json = JSON.stringify(d);
    const blank = t.startsWith('MESSAGE_') && this.hidesContent(d) ? JSON.stringify(blanked(d)) : json;
    this.hub.dispatchEvent(guild?.index ?? -1, { t, atMs: this.clock.now(), render: (full) => (full ? json : blank) });
  }

  private hidesContent(d: unknown): boolean {
    if (typeof d !== 'object' || d === null || !('content' in d)) return false;
    const { clientId } = this.credentials;
    if ('author' in d && hasId(d.author, clientId)) return false;
    return !('mentions' in d && Array.isArray(d.mentions) && d.mentions.some((one) => hasId(one, clientId)));
  }

  addBot(guild: Guild, permissions: bigint): void {
    if (guild.botIn) return;
    this.world.addBot(guild, permissions, this.clock.now());
    this.guildsChanged(guild);
    this.hub.dispatchEvent(guild.index, this.hub.guildCreated(guild));
  }

  removeBot(guild: Guild): void {
    if (!guild.botIn) return;
    this.happen.forgetVoice(guild);
    this.world.removeBot(guild);
    this.guildsChanged(guild);
    this.sendGuildDelete(guild, { id: guild.id });
  }

  /** An outage hides a guild: nothing happens in it until `endOutage`; people stay in voice. */
  startOutage(guild: Guild): void {
    if (!guild.botIn || guild.unavailable) return;
    guild.unavailable = true;
    this.guildsChanged(guild);
    this.sendGuildDelete(guild, { unavailable: true, id: guild.id });
  }

  endOutage(guild: Guild): void {
    if (!guild.unavailable) return;
    guild.unavailable = false;
    this.guildsChanged(guild);
    this.hub.dispatchEvent(guild.index, this.hub.guildCreated(guild));
  }

  private sendGuildDelete(guild: Guild, d: { id: string; unavailable?: boolean }): void {
    this.hub.dispatchEvent(guild.index, { t: 'GUILD_DELETE', atMs: this.clock.now(), render: () => JSON.stringify(d) });
  }

  private guildsChanged(guild: Guild): void {
    this.traffic.speakers.refresh(null);
    this.traffic.speakers.refresh(guild);
    this.hub.renderer.forget(guild, OUR_BOT_INDEX);
  }

  /** Takes roles away from a member (all, or one), or gives some back: GUILD_MEMBER_UPDATE. */
  setRoles(guild: Guild, userIndex: number, roles: string[]): void {
    const before = guild.memberOverrides.get(userIndex) ?? {};
    guild.memberOverrides.set(userIndex, { ...before, roles });
    this.hub.renderer.forget(guild, userIndex);
    const member = this.world.member(guild, userIndex);
    if (!member) return;
    this.dispatch(guild, 'GUILD_MEMBER_UPDATE', {
      user: apiUser(member.user),
      roles,
      nick: member.nick,
      guild_id: guild.id,
    });
  }

  /** Traffic stops and everyone leaves voice, with events. */
  quiesce(): void {
    this.traffic.stop();
    for (const guild of this.world.guilds) {
      this.endOutage(guild);
      for (const user of [...guild.voice.keys()]) this.happen.leaveVoice(guild, user);
    }
  }

  /** Ends every fault that lasts: timed ones, outages, half-open and zombie sockets. Rights and bots stay as they are. */
  clearFaults(): void {
    this.faults.clear();
    for (const guild of this.world.guilds) this.endOutage(guild);
    for (const connection of this.hub.connections) {
      connection.zombie = false;
      if (!connection.halfOpen) continue;
      connection.halfOpen = false;
      connection.socket.resume();
      connection.pump();
    }
  }

  /** Intents that count as privileged and may be granted. */
  grant(intents: number): void {
    this.hub.admission.grantedIntents = intents & (INTENT.guildMembers | INTENT.guildPresences | INTENT.messageContent);
  }

  stop(): void {
    this.traffic.stop();
    this.hub.stop();
  }
}

function hasId(value: unknown, id: string): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && value.id === id;
}

function blanked(d: unknown): unknown {
  if (typeof d !== 'object' || d === null) return d;
  return { ...d, content: '', embeds: [], attachments: [], components: [] };
}
