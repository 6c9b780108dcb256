import type { Clock } from '../simulator.ts';
import { expiresMs, inviteCode } from '../world/invites.ts';
import { apiDate, apiUser } from '../world/payloads.ts';
import { PERMISSION } from '../world/permissions.ts';
import { hash } from '../world/random.ts';
import type { Channel, Guild, Invite } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Happenings } from './happenings.ts';

/** Joins that are remembered at most. */
const REMEMBERED = 200_000;

/** The truth about one join. `inviteCode` is null where it came by none. */
export interface JoinEntry {
  guildId: string;
  userId: string;
  atMs: number;
  inviteCode: string | null;
}

/** Invites are made, used and deleted; who came by which is remembered. */
export class Invites {
  private readonly world: World;
  private readonly clock: Clock;
  private readonly happen: Happenings;
  private log: JoinEntry[] = [];
  private made = 0;

  constructor(parts: { world: World; clock: Clock; happen: Happenings }) {
    this.world = parts.world;
    this.clock = parts.clock;
    this.happen = parts.happen;
  }

  /** Joins since the start, oldest first, of one guild or all. */
  joins(guildId: string | null): JoinEntry[] {
    return guildId === null ? this.log : this.log.filter((one) => one.guildId === guildId);
  }

  /** Those that can be used now. One that expired is gone without an event, as on Discord. */
  listOpen(guild: Guild): Invite[] {
    const nowMs = this.clock.now();
    for (const invite of guild.invites.values()) if (expiresMs(invite) <= nowMs) guild.invites.delete(invite.code);
    return [...guild.invites.values()];
  }

  isOpen(guild: Guild, code: string): boolean {
    return guild.vanity?.code === code || this.listOpen(guild).some((one) => one.code === code);
  }

  create(channel: Channel, inviterIndex: number, limits: { maxUses: number; maxAgeSeconds: number }): Invite {
    const guild = this.world.guildAt(channel.guildIndex);
    this.made += 1;
    const invite: Invite = {
      code: inviteCode(hash(guild.index, this.made, 42)),
      channelId: channel.id,
      inviterIndex,
      createdMs: this.clock.now(),
      uses: 0,
      ...limits,
    };
    guild.invites.set(invite.code, invite);
    this.tell(guild, invite, 'INVITE_CREATE', {
      ...inviteEvent(guild, invite),
      uses: 0,
      type: 0,
      temporary: false,
      max_uses: invite.maxUses,
      max_age: invite.maxAgeSeconds,
      inviter: apiUser(this.world.people.byIndex(inviterIndex)),
      expires_at: Number.isFinite(expiresMs(invite)) ? apiDate(expiresMs(invite)) : null,
      created_at: apiDate(invite.createdMs),
    });
    return invite;
  }

  delete(guild: Guild, code: string): void {
    const invite = guild.invites.get(code);
    if (!invite) return;
    guild.invites.delete(code);
    this.tell(guild, invite, 'INVITE_DELETE', inviteEvent(guild, invite));
  }

  /** A person joins by an invite or the vanity URL, or by none. The last use of an invite deletes it first. */
  join(guild: Guild, user: number, code: string | null): void {
    if (this.world.isMember(guild, user)) return;
    if (code !== null) this.use(guild, code);
    this.happen.join(guild, user);
    const joinedMs = this.world.member(guild, user)?.joinedMs ?? this.clock.now();
    this.log.push({ guildId: guild.id, userId: this.world.people.idOf(user), atMs: joinedMs, inviteCode: code });
    if (this.log.length > 2 * REMEMBERED) this.log = this.log.slice(-REMEMBERED);
  }

  /** What somebody comes by in the life of the world: one in six by none. */
  codeFor(guild: Guild, user: number): string | null {
    const codes = this.listOpen(guild).map((one) => one.code);
    if (guild.vanity) codes.push(guild.vanity.code);
    const dice = hash(user, guild.index, 43);
    return dice % 6 === 0 ? null : (codes[(dice >>> 8) % Math.max(1, codes.length)] ?? null);
  }

  private use(guild: Guild, code: string): void {
    if (guild.vanity?.code === code) {
      guild.vanity.uses += 1;
      return;
    }
    const invite = guild.invites.get(code);
    if (!invite) return;
    invite.uses += 1;
    if (invite.maxUses > 0 && invite.uses >= invite.maxUses) this.delete(guild, code);
  }

  /** Discord tells bots that may manage the channel. */
  private tell(guild: Guild, invite: Invite, t: 'INVITE_CREATE' | 'INVITE_DELETE', d: object): void {
    const channel = this.world.channelById(invite.channelId);
    const permissions = channel ? this.world.botPermissions(guild, channel) : 0n;
    if ((permissions & PERMISSION.manageChannels) !== 0n) this.happen.event(guild, t, d);
  }
}

function inviteEvent(guild: Guild, invite: Invite) {
  return { guild_id: guild.id, code: invite.code, channel_id: invite.channelId };
}
