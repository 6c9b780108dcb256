/**
 * Who may use which command, or which part of one. Discord hides a whole command by `default_member_permissions`, which a
 * server may override; what counts is the check of `member.permissions` on each use. What has no row fails a test and is
 * answered to nobody.
 */
export const actors = ['outside a guild', 'member', 'manager', 'administrator'] as const;
export type Actor = (typeof actors)[number];

/** Discord permission bits. */
export const ADMINISTRATOR = 1n << 3n;
export const MANAGE_GUILD = 1n << 5n;

const managers = { 'outside a guild': false, member: false, manager: true, administrator: true };
const members = { ...managers, member: true };
const everybody = { ...members, 'outside a guild': true };

/** By the command's name, with that of its subcommand behind it. */
export const authorizationMatrix: Readonly<Record<string, Readonly<Record<Actor, boolean>>>> = {
  'stats guild': managers,
  'stats channel': managers,
  /** A person's own activity, for their eyes. */
  'stats me': members,
  /** Answers are of what a manager sees on the dashboard. */
  ask: managers,
  /** A person's own rights: wherever they are, and about themselves alone. */
  'privacy counted': everybody,
  'privacy see': everybody,
  'privacy export': everybody,
  'privacy erase': everybody,
  'privacy object': everybody,
  'privacy count-me-again': everybody,
  'privacy restrict': everybody,
  'privacy requests': everybody,
  'privacy contact': everybody,
  'privacy report-under-age': everybody,
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

export function mayUse(use: string, actor: Actor): boolean {
  return authorizationMatrix[use]?.[actor] ?? false;
}
