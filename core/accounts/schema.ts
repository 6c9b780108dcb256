import { z } from 'zod';
import { isLocale, type Locale } from '#core/i18n/rules.ts';
import { reasonSchema } from '#core/platform/reason.ts';
import { snowflakeSchema } from '#core/platform/snowflake.ts';
import type { MailTopic } from './rules/mail.ts';
import { type AccessKind, accessKinds, type StaffRole, staffRoles } from './rules/staff.ts';

/** Null: as the device, as the browser asks. */
export const preferencesSchema = z.object({
  theme: z
    .enum(['light', 'dark', 'system'])
    .transform((theme) => (theme === 'system' ? null : theme))
    .optional(),
  locale: z
    .string()
    .max(10)
    .transform((text, context): Locale | null => {
      if (text === '') return null;
      if (isLocale(text)) return text;
      context.addIssue({ code: 'custom', message: 'not a language of this product' });
      return z.NEVER;
    })
    .optional(),
});

export type Theme = 'light' | 'dark' | null;
export interface Preferences {
  theme: Theme;
  locale: Locale | null;
}

/** Preferences as the cookie of somebody who is not signed in holds them. */
export const preferencesOfCookieSchema = z.object({
  theme: z.enum(['light', 'dark']).nullable().catch(null),
  locale: z.custom<Locale | null>((value) => value === null || isLocale(value)).catch(null),
});

/** Staff suspend or restore an account. */
export const suspendAccountSchema = z.object({ accountId: snowflakeSchema, reason: reasonSchema });

/** What a person does with their own account. */
export const ownAccountFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('end-session'), ref: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ intent: z.literal('end-others') }),
  z.object({
    intent: z.literal('mail'),
    /** Each kind has a box of its own. */
    'staff-access': z.literal('yes').optional(),
    policy: z.literal('yes').optional(),
  } satisfies Record<MailTopic | 'intent', z.ZodType>),
  z.object({ intent: z.literal('delete'), username: z.string().max(100) }),
]);

/** What Discord told of a person at their last sign-in, and since when there is an account. */
export interface Profile {
  id: string;
  username: string;
  globalName: string | null;
  /** Whether Discord named a picture; it is never fetched. */
  hasPicture: boolean;
  createdAt: Date;
  lastSignInAt: Date;
}

export interface OwnSession {
  /** Names the session to its owner; nobody can sign in with it. */
  ref: string;
  createdAt: Date;
  /** To within the five minutes in which visits are written down. */
  lastSeenAt: Date;
  /** When it ends without another visit. */
  endsAt: Date;
  isThis: boolean;
}
/** Somebody who came from Discord and has no account: what Discord told, as their own browser keeps it, sealed. */
export const newcomerSchema = z.object({
  id: snowflakeSchema,
  username: z.string(),
  globalName: z.string().nullable(),
  avatar: z.string().nullable(),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string().nullable(),
    /** Seconds of life after `toldAtMs`. */
    expiresIn: z.number(),
    scopes: z.array(z.string()),
  }),
  toldAtMs: z.number(),
  returnTo: z.string().nullable(),
});
export type Newcomer = z.infer<typeof newcomerSchema>;

/** Somebody with a role. */
export interface StaffRow {
  accountId: string;
  /** Null for somebody who never signed in. */
  username: string | null;
  role: StaffRole;
  /** Null: by the settings of this instance. */
  given: { by: string | null; at: Date } | null;
}

/** That staff opened what is kept of a person or a guild. */
export interface AccessRow {
  id: string;
  role: StaffRole;
  kind: AccessKind;
  subjectId: string;
  reason: string;
  openedAt: Date;
  /** When it was closed, or ends by itself. */
  endsAt: Date;
  isOpen: boolean;
  /** Pages that were seen, and how often. */
  views: { page: string; views: number }[];
}

/** What staff see of a person. */
export interface SeenPerson {
  id: string;
  username: string;
  globalName: string | null;
  locale: string | null;
  createdAt: Date;
  lastSignInAt: Date;
  suspendedAt: Date | null;
  sessions: number;
  roles: StaffRole[];
}

/** What staff do on their page. */
export const staffFormSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('open'), kind: z.enum(accessKinds), id: snowflakeSchema, reason: reasonSchema }),
  z.object({ intent: z.literal('close'), accessId: z.uuid() }),
  z.object({
    intent: z.literal('give-role'),
    accountId: snowflakeSchema,
    role: z.enum(staffRoles),
    reason: reasonSchema,
  }),
  z.object({
    intent: z.literal('take-role'),
    accountId: snowflakeSchema,
    role: z.enum(staffRoles),
    reason: reasonSchema,
  }),
]);
