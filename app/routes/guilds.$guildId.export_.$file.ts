import type { LoaderFunctionArgs } from '@remix-run/node';
import { AppError } from '#core/platform/app-error.ts';
import { isExportFile } from '../components/export/files.ts';
import { answer } from '../http/answer.server.ts';
import { exportFile } from '../http/export-file.server.ts';
import { requireGuild } from '../http/guards.server.ts';

/** What was counted, to take along: `?from=2026-01-01&to=2026-12-31`, or all of it. */
export const loader = answer(async ({ request, params, context }: LoaderFunctionArgs) => {
  const { guild } = await requireGuild(context, request, params);
  const { file } = params;
  if (!isExportFile(file)) throw new AppError('not_found', 'no such file');
  const { searchParams } = new URL(request.url);
  const options = { file, search: searchParams, locale: await context.locale(), log: context.log };
  return exportFile(context.deps, guild, options);
});
