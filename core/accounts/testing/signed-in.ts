import type { Clock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { completeSignIn } from '../complete-sign-in.server.ts';
import { openAccount } from '../open-account.server.ts';
import { startSignIn } from '../start-sign-in.server.ts';
import { ScriptedDiscord } from './scripted-discord.ts';

const redirectUri = 'https://procord.example/auth/discord/callback';

/** Signs somebody in at a scripted Discord; who is new says yes to the notice. @returns the session's id */
export async function signedIn(
  deps: { db: WholeDatabase; clock: Clock; secrets: readonly string[] },
  oauth = new ScriptedDiscord(),
): Promise<string> {
  const all = { ...deps, oauth, staffIds: new Set<string>() };
  const { pending } = startSignIn(all, { redirectUri, returnTo: null });
  const answer = { code: 'c', state: pending.state, redirectUri };
  const done = await completeSignIn(all, answer, pending, { sessionId: null });
  if ('sessionId' in done) return done.sessionId;
  return deps.db.prisma.$transaction((tx) => openAccount(tx, deps, done.newcomer, 1));
}
