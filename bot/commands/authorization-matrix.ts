/**
 * Who may use which command. Discord hides a command by `default_member_permissions`, which a server may override;
 * what counts is the check of `member.permissions` on each use. A command without a row fails a test and is not registered.
 */
export const actors = ['outside a guild', 'member', 'manager', 'administrator'] as const;
export type Actor = (typeof actors)[number];

/** Discord permission bits. */
export const ADMINISTRATOR = 1n << 3n;
export const MANAGE_GUILD = 1n << 5n;

export const authorizationMatrix: Readonly<Record<string, Readonly<Record<Actor, boolean>>>> = {
  stats: { 'outside a guild': false, member: false, manager: true, administrator: true },
  privacy: { 'outside a guild': false, member: true, manager: true, administrator: true },
};

/** The actor that an interaction comes from. Discord sends the owner every permission, so an owner is an administrator. */
export function actorOf(interaction: {
  guild_id?: string | undefined;
  member?: { permissions: string } | undefined;
}): Actor {
  if (interaction.guild_id === undefined || interaction.member === undefined) return 'outside a guild';
  const permissions = BigInt(interaction.member.permissions);
  if (permissions & ADMINISTRATOR) return 'administrator';
  return permissions & MANAGE_GUILD ? 'manager' : 'member';
}

export function mayUse(command: string, actor: Actor): boolean {
  return authorizationMatrix[command]?.[actor] ?? false;
}
