/** What staff can be. An admin also gives and takes roles and runs the operator page. */
export const staffRoles = ['support', 'moderator', 'privacy', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

export function isStaffRole(text: string): text is StaffRole {
  return staffRoles.some((role) => role === text);
}

/** Who reads corrections that people ask for, and answers them. */
export const answeringRoles = ['privacy', 'admin'] as const satisfies readonly StaffRole[];

/** Who looks at answers of models. */
export const reviewingRoles = ['moderator', 'privacy', 'admin'] as const satisfies readonly StaffRole[];

/** Whose data an access opens. */
export const accessKinds = ['person', 'guild'] as const;
export type AccessKind = (typeof accessKinds)[number];

/** How long an access stays open; the database allows no more. */
export const ACCESS_MS = 30 * 60_000;

/** Whose data each role may open at all: only what its task can need. */
const openedBy: Readonly<Record<StaffRole, readonly AccessKind[]>> = {
  support: ['person', 'guild'],
  moderator: ['guild'],
  privacy: ['person'],
  admin: ['person', 'guild'],
};

/** The role under which somebody may open data of this kind, the narrowest first; null where none of theirs may. */
export function roleThatOpens(roles: readonly StaffRole[], kind: AccessKind): StaffRole | null {
  return staffRoles.find((role) => roles.includes(role) && openedBy[role].includes(kind)) ?? null;
}

/** What an anomaly in access is. Counts above these are looked at by a person. */
export const accessAnomalies = ['access-openings', 'access-denials'] as const;
export type AccessAnomaly = (typeof accessAnomalies)[number];

/** Accesses that one member of staff opens in an hour, and refusals that one account meets in ten minutes. */
export const MOST_OPENINGS = 5;
export const OPENINGS_MS = 3_600_000;
export const MOST_DENIALS = 30;
export const DENIALS_MS = 600_000;
