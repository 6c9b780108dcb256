import { listKeys, listRecords } from '#core/audit/list-records.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Database } from '#core/platform/db.server.ts';
import type { ReceiptFile } from './schema.ts';

/**
 * The receipt of a request, for whoever has the request's id. It names nobody, and `checkReceipt` of rules.ts or
 * `npm run verify -- --receipt FILE` checks it.
 * @throws AppError 'not_found' where the request has none
 */
export async function getReceipt(db: Database, requestId: string): Promise<ReceiptFile> {
  const row = await db
    .for('answer-request')
    .prisma.rightsRequest.findUnique({ where: { id: requestId }, select: { receiptNumber: true } });
  if (!row?.receiptNumber) throw new AppError('not_found', 'no receipt of such a request');
  const [record] = await listRecords(db, 'receipts', Number(row.receiptNumber) - 1);
  if (!record) throw new AppError('internal', `receipt ${row.receiptNumber} is not in the chain`);
  const keys = await listKeys(db);
  return { keys: Object.fromEntries(Object.entries(keys).filter(([id]) => id === record.keyId)), records: [record] };
}
