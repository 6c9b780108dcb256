import { z } from 'zod';

const target = z.union([z.literal('all'), z.array(z.int().min(0))]).default('all');
/** Milliseconds of the machine's clock; absent: until cleared. */
const ms = z.int().min(0).optional();
const guildId = z.string();

/** What POST /control/faults takes; see README.md beside this file. */
export const faultWish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drop'),
    shards: target,
    code: z.int().min(1000).max(4999).optional(),
    reset: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('half-open'), shards: target }),
  z.object({ kind: z.literal('zombie'), shards: target }),
  z.object({ kind: z.literal('lag'), shards: target, lagMs: z.int().min(0), ms }),
  z.object({ kind: z.literal('slow-hello'), lagMs: z.int().min(0), ms }),
  z.object({ kind: z.literal('duplicate'), shards: target, frames: z.int().min(1).max(100_000) }),
  z.object({ kind: z.literal('invalid-session'), shards: target, resumable: z.boolean().default(false) }),
  z.object({ kind: z.literal('refuse-resumes'), shards: target, count: z.int().min(1) }),
  z.object({ kind: z.literal('reconnect'), shards: target }),
  z.object({ kind: z.literal('request-heartbeat'), shards: target }),
  z.object({
    kind: z.literal('rate-limit'),
    ms,
    share: z.number().min(0).max(1).default(1),
    pathPrefix: z.string().default(''),
    retryAfterSeconds: z.number().min(0).default(1),
    global: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('server-error'),
    ms,
    share: z.number().min(0).max(1).default(1),
    pathPrefix: z.string().default(''),
    status: z.int().min(500).max(599).default(503),
  }),
  z.object({
    kind: z.literal('slow-rest'),
    ms,
    share: z.number().min(0).max(1).default(1),
    pathPrefix: z.string().default(''),
    lagMs: z.int().min(0).max(120_000),
  }),
  z.object({ kind: z.literal('outage'), guildId, ms }),
  z.object({ kind: z.literal('outage-end'), guildId }),
  z.object({ kind: z.literal('remove-bot'), guildId }),
  z.object({ kind: z.literal('add-bot'), guildId, permissions: z.string().regex(/^\d+$/).optional() }),
  z.object({ kind: z.literal('revoke'), guildId, userId: z.string() }),
  z.object({ kind: z.literal('restore'), guildId, userId: z.string(), roles: z.array(z.string()) }),
  z.object({
    kind: z.literal('role-permissions'),
    guildId,
    roleId: z.string(),
    permissions: z.string().regex(/^\d+$/),
  }),
  z.object({ kind: z.literal('reset-token') }),
]);

export type FaultWish = z.infer<typeof faultWish>;
