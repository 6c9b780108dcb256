import type { Prisma } from '#core/platform/db.server.ts';

/** Who acts. A system or a model acts without an account. */
export type Actor = { kind: 'person' | 'staff'; id: string } | { kind: 'system' | 'model' };

/** What can be done to something that must be answered for later. */
export type AuditAction =
  | 'premium.granted'
  | 'premium.revoked'
  | 'premium.started'
  | 'premium.moved'
  | 'premium.ended'
  | 'premium.data_deleted'
  | 'payment.refunded'
  | 'payment.disputed'
  | 'digest.chosen'
  | 'digest.turned_off'
  | 'digest.stopped'
  | 'account.suspended'
  | 'account.restored'
  | 'account.deleted'
  | 'account.frozen_under_age'
  | 'account.deauthorized'
  | 'staff.role_given'
  | 'staff.role_taken'
  | 'access.opened'
  | 'access.closed'
  | 'api_token.made'
  | 'api_token.revoked'
  | 'insights.imported'
  | 'insights.deleted'
  | 'correction.answered'
  | 'promise.attested'
  | 'audit.planned'
  | 'audit.finished'
  | 'incident.opened'
  | 'incident.told'
  | 'incident.closed'
  | 'case.answered'
  | 'report.decided'
  | 'report.lifted'
  | 'ai.switched_off'
  | 'ai.switched_on'
  | 'ai.guild_opted_out'
  | 'ai.guild_opted_in'
  | 'ai.reviewed'
  | 'ai.evaluation_wanted'
  | 'ai.changed';

export interface AuditRecord {
  actor: Actor;
  action: AuditAction;
  guildId?: string;
  /** The person it was done to. */
  subjectId?: string;
  reason?: string;
  detail?: Prisma.InputJsonObject;
  /** What was changed, as it was and as it is since. */
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
}

/** Writes the record inside the transaction of the change: both are there, or neither. Records only grow. */
export async function recordEvent(
  tx: Pick<Prisma.TransactionClient, 'auditEvent'>,
  record: AuditRecord,
): Promise<void> {
  const { actor, action, guildId, subjectId, reason, detail, before, after } = record;
  await tx.auditEvent.create({
    data: {
      actorKind: actor.kind,
      actorId: 'id' in actor ? BigInt(actor.id) : null,
      action,
      guildId: guildId === undefined ? null : BigInt(guildId),
      subjectId: subjectId === undefined ? null : BigInt(subjectId),
      reason: reason ?? null,
      detail: detail ?? {},
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    },
  });
}
