import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { listKeys, listRecords } from '#core/audit/list-records.server.ts';
import { publicChains } from '#core/audit/schema.ts';
import { answer } from '../http/answer.server.ts';

const query = z.object({
  chain: z.enum(publicChains).default('promises'),
  after: z.coerce.number().int().min(0).default(0),
});

/** Records of a chain that names nobody, a page of them, with the public keys. Open to everybody. */
export const loader = answer(async ({ request, context }: LoaderFunctionArgs) => {
  const { chain, after } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { db } = context.deps;
  return Response.json({ keys: await listKeys(db), records: await listRecords(db, chain, after) });
});
