import { z } from 'zod';

/** What of a guild's structure is asked of Discord. `roles` comes with its name and owner. */
export type StructurePart = 'roles' | 'channels' | 'threads';
/** What it is asked for. `fill-gaps`: of a guild that is counted, to read what was missed. */
export type StructureUse = 'dashboard' | 'ask' | 'digest' | 'fill-gaps';

/** How often something of a guild was asked on a day, as those who manage it see. */
export interface StructureReadView {
  what: StructurePart;
  why: StructureUse;
  reads: number;
  lastAt: Date;
}

/** What a token may read of its guild. */
export const tokenScopes = ['read:days', 'read:channels', 'read:retention', 'read:coverage'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** How long a new token lives, in days; `none`: until it is revoked. */
export const tokenLives = ['30', '90', '365', 'none'] as const;
export type TokenLife = (typeof tokenLives)[number];

export const TOKEN_NAME_LENGTH = 60;

/** A token that was revoked or has expired is listed for so long, and then deleted. */
export const ENDED_KEPT_MS = 30 * 86_400_000;

/** A new token, as the form of the export page sends it. */
export const newTokenSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(TOKEN_NAME_LENGTH)
    .regex(/^\P{Cc}+$/u),
  scopes: z.array(z.enum(tokenScopes)).min(1),
  life: z.enum(tokenLives),
});
export type NewToken = z.infer<typeof newTokenSchema>;

/** A token as the people who manage its guild see it. Its secret cannot be shown again: only its hash is kept. */
export interface TokenView {
  id: string;
  name: string;
  scopes: TokenScope[];
  /** How the secret begins. */
  hint: string;
  /** Display name of who made it; null for somebody whose account is gone. */
  madeBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  state: 'live' | 'expired' | 'revoked';
}

/** Live tokens of a guild: more than anybody keeps track of. */
export const MOST_TOKENS = 20;
