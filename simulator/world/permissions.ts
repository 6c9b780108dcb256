import type { Channel, Guild, Member } from './types.ts';

/** The permission bits the world uses. */
export const PERMISSION = {
  createInvite: 1n << 0n,
  kickMembers: 1n << 1n,
  banMembers: 1n << 2n,
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewAuditLog: 1n << 7n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  connect: 1n << 20n,
  speak: 1n << 21n,
  muteMembers: 1n << 22n,
  moveMembers: 1n << 24n,
  changeNickname: 1n << 26n,
  manageRoles: 1n << 28n,
  manageWebhooks: 1n << 29n,
  useApplicationCommands: 1n << 31n,
  requestToSpeak: 1n << 32n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
  moderateMembers: 1n << 40n,
} as const;

export const ALL_PERMISSIONS = (1n << 53n) - 1n;

export const EVERYONE_PERMISSIONS =
  PERMISSION.createInvite |
  PERMISSION.addReactions |
  PERMISSION.viewChannel |
  PERMISSION.sendMessages |
  PERMISSION.embedLinks |
  PERMISSION.attachFiles |
  PERMISSION.readMessageHistory |
  PERMISSION.connect |
  PERMISSION.speak |
  PERMISSION.changeNickname |
  PERMISSION.useApplicationCommands |
  PERMISSION.requestToSpeak |
  PERMISSION.createPublicThreads |
  PERMISSION.sendMessagesInThreads;

/** What a member may do in the guild as a whole, before any channel's overwrites. */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (member.user.index === guild.ownerIndex) return ALL_PERMISSIONS;
  let bits = 0n;
  for (const role of guild.roles) {
    if (role.id === guild.id || member.roles.includes(role.id)) bits |= role.permissions;
  }
  return (bits & PERMISSION.administrator) !== 0n ? ALL_PERMISSIONS : bits;
}

/** What a member may do in a channel; a thread asks its parent, so pass the parent for a thread. */
export function channelPermissions(guild: Guild, channel: Channel, member: Member): bigint {
  let bits = guildPermissions(guild, member);
  if (bits === ALL_PERMISSIONS) return bits;
  const everyone = channel.overwrites.find((one) => one.id === guild.id);
  if (everyone) bits = (bits & ~everyone.deny) | everyone.allow;
  let allow = 0n;
  let deny = 0n;
  for (const one of channel.overwrites) {
    if (one.type === 0 && one.id !== guild.id && member.roles.includes(one.id)) {
      allow |= one.allow;
      deny |= one.deny;
    }
  }
  bits = (bits & ~deny) | allow;
  const own = channel.overwrites.find((one) => one.type === 1 && one.id === member.user.id);
  if (own) bits = (bits & ~own.deny) | own.allow;
  return (bits & PERMISSION.viewChannel) === 0n ? 0n : bits;
}
