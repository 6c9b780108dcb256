import type { GuildPlan } from './grow-guild.ts';
import type { People } from './people.ts';
import { fraction } from './random.ts';
import type { PersonaName } from './types.ts';

export interface WorldOptions {
  /** The same seed gives the same world, ids included. */
  seed: number;
  /** How many guilds; the first few have fixed parts (see OWNERS). */
  guilds: number;
  /** Members of the largest guild. */
  largestGuild: number;
  /** Every guild gets this many members, for benchmarks. */
  membersPerGuild: number | null;
  /** Every guild gets this many channels, for benchmarks. */
  channelsPerGuild: number | null;
  /** Every guild gets this many roles, for benchmarks. */
  rolesPerGuild: number | null;
}

export const DEFAULT_WORLD: WorldOptions = {
  seed: 7,
  guilds: 40,
  largestGuild: 250_000,
  membersPerGuild: null,
  channelsPerGuild: null,
  rolesPerGuild: null,
};

/** Members of the first guilds; the rest follow a long tail. */
const FIRST_SIZES: readonly number[] = [1200, -1, 3, 480, 90, 350, 60, 800, 2400, 35, 150, 5200, 22];

/** Guild index -> persona that owns it. 7 and 14 of them without the bot: see WITHOUT_BOT. */
const OWNERS: ReadonlyMap<number, PersonaName> = new Map([
  [0, 'owner'],
  [1, 'owner'],
  [2, 'owner'],
  [5, 'admin'],
  [7, 'owner'],
  [14, 'owner'],
  [22, 'owner'],
]);
const WITHOUT_BOT: ReadonlySet<number> = new Set([7, 14, 19, 31]);
/** Where an admin gave the bot Manage Server beside what its invite asks for: there it may read invites. */
const MANAGED_BY_BOT: ReadonlySet<number> = new Set([0, 1, 8]);

/** Where personas are members, with the role that gives them their rights. */
export const MEMBERSHIPS: readonly (readonly [
  persona: PersonaName,
  guild: number,
  role: 'Moderator' | 'Admin' | null,
])[] = [
  ['manager', 0, 'Moderator'],
  ['manager', 4, 'Admin'],
  ['manager', 19, 'Moderator'],
  ['manager', 1, null],
  ['member', 0, null],
  ['member', 1, null],
  ['member', 2, null],
  ['staff', 0, null],
  ['suspended', 0, null],
  ['suspended', 1, null],
];

export function planGuild(options: WorldOptions, people: People, index: number): GuildPlan {
  const owner = OWNERS.get(index);
  return {
    index,
    members: sizeOf(options, index),
    botIn: !WITHOUT_BOT.has(index),
    botManages: MANAGED_BY_BOT.has(index),
    owner: owner ? people.persona(owner).user.index : -1,
    channels: options.channelsPerGuild,
    roles: options.rolesPerGuild,
  };
}

function sizeOf(options: WorldOptions, index: number): number {
  if (options.membersPerGuild !== null) return options.membersPerGuild;
  const fixed = FIRST_SIZES[index];
  if (fixed === -1) return options.largestGuild;
  if (fixed !== undefined) return Math.min(fixed, options.largestGuild);
  return Math.min(options.largestGuild, Math.floor(8 * Math.exp(fraction(options.seed, index, 21) ** 2 * 8)));
}
