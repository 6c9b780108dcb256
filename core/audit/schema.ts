import { z } from 'zod';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

/** A record of a chain as anybody may have it. Bytes are hexadecimal. */
export const chainRecordSchema = z.object({
  chain: z.string(),
  /** 1, 2, 3 … */
  number: z.number().int().positive(),
  /** JSON, byte for byte as it was hashed. */
  body: z.string(),
  /** Ed25519, of the body; null where only the chain binds it. */
  signature: hex(64).nullable(),
  keyId: z.string().nullable(),
  previousHash: hex(32),
  hash: hex(32),
});
export type ChainRecord = z.infer<typeof chainRecordSchema>;

/** The last record of a chain at some time. */
export interface ChainHead {
  number: number;
  hash: string;
}

/** Public keys by their id: 32 bytes each, hexadecimal. */
export type PublicKeys = Readonly<Record<string, string>>;

/** Chains that anybody may read: they tell of the whole instance, and of no guild or person. */
export const publicChains = ['promises', 'heads'] as const;

/** What the address of the records answers. */
export const recordsSchema = z.object({
  keys: z.record(z.string(), hex(32)),
  records: z.array(chainRecordSchema),
});

export const actorKinds = ['person', 'staff', 'system', 'model'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** What was done, by whom and to whom, as it was written down. Null: nobody, or erased since. */
export interface AuditRow {
  id: string;
  at: Date;
  actorKind: ActorKind;
  actorId: string | null;
  action: string;
  guildId: string | null;
  subjectId: string | null;
  reason: string | null;
  /** More about it: ids, codes and times. */
  detail: Readonly<Record<string, unknown>>;
  /** What was changed, as it was and as it is since. */
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

/** Records, newest first, and how to ask for those before them; null where there are none. */
export interface AuditPage {
  events: AuditRow[];
  next: string | null;
}

/** The id of a record, in an address. */
export const beforeSchema = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .nullable()
  .catch(null);
/** The names that the words about an event may have: ids, codes and times. Looked for in the table by the probe of P11. */
export const auditKeys: readonly string[] = [
  ...[
    'access',
    'audience',
    'auditId',
    'caseId',
    'channel',
    'corrected',
    'drill',
    'dueOn',
    'endedBy',
    'endsAt',
    'entitlement',
  ],
  ...[
    'expiresAt',
    'feature',
    'from',
    'id',
    'incidentId',
    'interval',
    'kind',
    'lostAt',
    'name',
    'noticedAt',
    'promise',
    'reason',
    'role',
    'rows',
  ],
  ...['scopes', 'status', 'subscription', 'to', 'tokenId', 'until', 'whole', 'amount', 'currency'],
];
