import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { readExport } from '#core/privacy/read-export.server.ts';
import { answer } from '../http/answer.server.ts';
import { requirePerson } from '../http/guards.server.ts';

/** The file of an export, for the person who asked, opened with the key of `?key=` or that of this browser. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { id } = await requirePerson(context, request);
  const { success, data: requestId } = z.uuid().safeParse(params.requestId);
  const { k: held } = context.state;
  const key = new URL(request.url).searchParams.get('key') ?? (held?.r === requestId ? held?.k : undefined);
  if (!success || key === undefined) throw new AppError('not_found', 'no such export, or no key of it');
  const { db, clock, config } = context.deps;
  const zip = await readExport({ db, clock, home: config.home }, { personId: id }, requestId, key);
  return new Response(zip, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="your-data-${requestId.slice(0, 8)}.zip"`,
      'cache-control': 'no-store',
    },
  });
});
