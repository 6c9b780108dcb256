import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { makeToken } from '#core/guilds/make-token.server.ts';
import { revokeToken } from '#core/guilds/revoke-token.server.ts';
import { newTokenSchema, TOKEN_NAME_LENGTH } from '#core/guilds/schema.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import { type ExportOutcome, tokenFields } from '../components/export/props.ts';
import { paths } from '../components/paths.ts';
import type { Dependencies } from './dependencies.server.ts';

const revokeSchema = z.object({ tokenId: z.uuid() });

/**
 * Does what one of the export page's forms asks for, for a person who manages the guild.
 * @returns what came of it, or where to go
 * @throws AppError 'bad_input' where it is none of the forms
 */
export async function runExportForm(
  deps: Dependencies,
  { form, guildId, accountId }: { form: FormData; guildId: string; accountId: string },
): Promise<Response | ExportOutcome> {
  const intent = form.get('intent');
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  const values = {
    name: texts('name').map((text) => text.slice(0, TOKEN_NAME_LENGTH)),
    scopes: texts('scopes').slice(0, 10),
    life: texts('life').slice(0, 1),
  };
  const refuse = (refused: 'conflict' | 'not_found'): ExportOutcome => ({
    problem: { fields: [], refused, values },
  });
  try {
    if (intent === 'make-token') {
      const parsed = newTokenSchema.safeParse({
        name: form.get('name'),
        scopes: form.getAll('scopes'),
        life: form.get('life'),
      });
      if (!parsed.success) {
        const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
        return { problem: { fields: tokenFields.filter((field) => wrong.has(field)), refused: null, values } };
      }
      const { secret } = await makeToken(deps, { guildId, accountId, token: parsed.data });
      return { made: { name: parsed.data.name, secret } };
    }
    if (intent === 'revoke-token') {
      const { tokenId } = revokeSchema.parse({ tokenId: form.get('tokenId') });
      await revokeToken(deps, { guildId, accountId, tokenId });
      return redirect(`${paths.export(guildId)}?done=revoked#tokens`);
    }
  } catch (error) {
    if (isAppError(error) && (error.code === 'conflict' || error.code === 'not_found')) return refuse(error.code);
    throw error;
  }
  throw new AppError('bad_input', 'none of the forms of this page');
}
