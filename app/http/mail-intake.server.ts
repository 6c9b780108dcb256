import { z } from 'zod';
import { isAppError } from '#core/platform/app-error.ts';
import { equal } from '#core/platform/crypto.server.ts';
import { openCase } from '#core/support/open-case.server.ts';
import { mailSchema } from '#core/support/schema.ts';
import type { Dependencies } from './dependencies.server.ts';

/** A mail without its files; longer words are cut. */
export const MAIL_BYTES = 256 * 1_024;

/**
 * Takes in a mail from the operator's own mail server, which names itself by a token: a case as any other. It is answered
 * with the address where the answer will be read, for whoever wrote; their mail address is not asked for and not kept.
 */
export function createMailIntake(deps: Pick<Dependencies, 'db' | 'clock' | 'config'>) {
  const { intake, origin } = { intake: deps.config.mailIntake, origin: deps.config.web.origin };
  if (intake === null) return null;
  return async (request: Request): Promise<Response> => {
    if (!equal(request.headers.get('authorization') ?? '', `Bearer ${intake.token}`))
      return Response.json({ error: 'the token of the mail intake is missing or wrong' }, { status: 401 });
    const parsed = mailSchema.safeParse(await request.json().catch(() => null));
    if (!parsed.success) return Response.json({ error: z.prettifyError(parsed.error) }, { status: 400 });
    try {
      const asked = { channel: 'mail', topic: 'other', words: parsed.data, accountId: null } as const;
      return Response.json({ address: `${origin}/contact/${await openCase(deps, asked)}` }, { status: 201 });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'too_many_requests') throw error;
      return Response.json({ error: error.message }, { status: 429, headers: { 'retry-after': '3600' } });
    }
  };
}
