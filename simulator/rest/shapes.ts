import type {
  APIChannel,
  APIExtendedInvite,
  APIGuild,
  APIGuildMember,
  APIInteractionGuildMember,
  APIInvite,
  APIRole,
  APIUser,
  GuildFeature,
  Locale,
  RESTAPIPartialCurrentUserGuild,
} from 'discord-api-types/v10';
import { expiresMs } from '../world/invites.ts';
import { apiChannel, apiDate, apiGuild, apiMember, apiRole, apiThread, apiUser } from '../world/payloads.ts';
import type { Channel, Guild, Invite, Member, Role, User } from '../world/types.ts';

/** The world's payloads as REST sends them. The return types are Discord's: what does not fit does not compile. */

/** A user as anyone may see it. */
export function userShape(user: User): APIUser {
  return { ...apiUser(user), banner: null, accent_color: null, flags: 0 as NonNullable<APIUser['flags']> };
}

/** What an account sees of itself; the address only with the `email` scope. */
export function ownUserShape(user: User, withEmail: boolean): APIUser {
  const own: APIUser = { ...userShape(user), mfa_enabled: true, locale: user.locale, premium_type: 0 };
  return withEmail ? { ...own, email: user.email, verified: true } : own;
}

export function roleShape(role: Role): APIRole {
  return apiRole(role);
}

export function memberShape(member: Member): APIGuildMember {
  return apiMember(member);
}

/** The member inside an interaction: with what they may do in the channel. */
export function interactionMemberShape(member: Member, permissions: bigint): APIInteractionGuildMember {
  return { ...apiMember(member), permissions: permissions.toString() };
}

export function channelShape(guild: Guild, channel: Channel): APIChannel {
  const shape = channel.thread ? apiThread(guild, channel) : { ...apiChannel(channel), guild_id: guild.id };
  // Which channel type goes with which fields is checked at run time in the tests: the payloads are built by branches.
  return shape as APIChannel;
}

/** Approximate figures, only where the caller asked for them. */
export type Counts = { members: number; online: number };

const countsShape = (counts: Counts | null) =>
  counts ? { approximate_member_count: counts.members, approximate_presence_count: counts.online } : {};

export function guildShape(guild: Guild, counts: Counts | null): APIGuild {
  const shared = apiGuild(guild);
  return {
    ...shared,
    features: shared.features as GuildFeature[],
    preferred_locale: shared.preferred_locale as Locale,
    afk_timeout: shared.afk_timeout as APIGuild['afk_timeout'],
    ...countsShape(counts),
  };
}

/** An entry of the list of guilds a person is in. */
export function ownGuildShape(
  guild: Guild,
  owner: boolean,
  permissions: bigint,
  counts: Counts | null,
): RESTAPIPartialCurrentUserGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    banner: null,
    owner,
    permissions: permissions.toString(),
    features: guild.features as GuildFeature[],
    ...countsShape(counts),
  };
}

/** An invite as anyone who may list them sees it. */
export function inviteShape(guild: Guild, invite: Invite, channel: Channel | null, inviter: User): APIInvite {
  const of = guildShape(guild, null);
  return {
    type: 0,
    code: invite.code,
    inviter: userShape(inviter),
    expires_at: Number.isFinite(expiresMs(invite)) ? apiDate(expiresMs(invite)) : null,
    guild: {
      id: of.id,
      name: of.name,
      splash: of.splash,
      banner: of.banner,
      description: of.description,
      icon: of.icon,
      features: of.features,
      verification_level: of.verification_level,
      vanity_url_code: of.vanity_url_code,
      nsfw_level: of.nsfw_level,
      premium_subscription_count: guild.premiumCount,
    },
    channel: channel === null ? null : { id: channel.id, name: channel.name, type: channel.type },
  };
}

/** What only those who manage the guild see of an invite. */
export function inviteMetadata(
  invite: Invite,
): Pick<APIExtendedInvite, 'uses' | 'max_uses' | 'max_age' | 'temporary' | 'created_at'> {
  return {
    uses: invite.uses,
    max_uses: invite.maxUses,
    max_age: invite.maxAgeSeconds,
    temporary: false,
    created_at: apiDate(invite.createdMs),
  };
}
