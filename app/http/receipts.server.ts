import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { getReceipt } from '#core/privacy/get-receipt.server.ts';
import { type ReceiptFile, receiptSchema } from '#core/privacy/schema.ts';
import type { ReceiptData } from '../components/privacy/ReceiptPage.tsx';
import type { Dependencies } from './dependencies.server.ts';

/** The receipt of a request, as a page shows it and as a file. @throws AppError 'not_found' where there is none */
export async function readReceipt(
  { db }: Pick<Dependencies, 'db'>,
  id: string | undefined,
): Promise<{ requestId: string; file: ReceiptFile; receipt: ReceiptData }> {
  const { success, data: requestId } = z.uuid().safeParse(id);
  if (!success) throw new AppError('not_found', 'not the id of a request');
  const file = await getReceipt(db, requestId);
  const [record] = file.records;
  if (!record) throw new AppError('not_found', 'no receipt of such a request');
  const { number, keyId, hash } = record;
  const body = receiptSchema.parse(JSON.parse(record.body));
  return { requestId, file, receipt: { body, number, keyId, hash } };
}
