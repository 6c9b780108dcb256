import { endSession } from '#core/accounts/end-session.server.ts';
import { getAccessToken } from '#core/accounts/get-access-token.server.ts';
import { listEntitledGuilds } from '#core/billing/list-entitled-guilds.server.ts';
import { listOwnGuilds, type OwnGuild } from '#core/guilds/list-own-guilds.server.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { DiscordUserGuild } from '#core/platform/discord-oauth.server.ts';
import type { Visit } from './visit.server.ts';

const LIST_AGE_MS = 60_000;
/** What the frame around a page waits for the list; the page itself does not need it. */
const FRAME_PATIENCE_MS = 700;

/**
 * The guilds the person may manage, as Discord lists them to the person's own token.
 * Where Discord no longer accepts the token, the session ends.
 * @throws AppError 'not_signed_in' | 'discord_unavailable'
 */
export async function ownGuildsOf(visit: Visit): Promise<OwnGuild[]> {
  const { deps } = visit;
  return listOwnGuilds(deps, await guildsAtDiscord(visit), (guildIds) => listEntitledGuilds(deps, guildIds));
}

/** As Discord lists them to the person's own token. @throws AppError 'not_signed_in' | 'discord_unavailable' */
export async function guildsAtDiscord({ state, deps }: Visit): Promise<DiscordUserGuild[]> {
  const sessionId = state.s;
  if (sessionId === undefined) throw new AppError('not_signed_in', 'nobody is signed in');
  try {
    return await deps.ownGuilds.get(sessionId, LIST_AGE_MS, async () =>
      deps.oauth.guilds(await getAccessToken(deps, sessionId)),
    );
  } catch (error) {
    if (isAppError(error) && error.code === 'not_signed_in') await endSession(deps, sessionId);
    throw error;
  }
}

/** The same for the frame: null where it is not there in a moment, for whatever reason. */
export function ownGuildsSoon(visit: Visit): Promise<OwnGuild[] | null> {
  return soon(ownGuildsOf(visit));
}

/** Names of every guild the person is in, by id; none where Discord does not tell them in a moment. */
export async function guildNamesSoon(visit: Visit): Promise<ReadonlyMap<string, string>> {
  const guilds = await soon(guildsAtDiscord(visit));
  return new Map((guilds ?? []).map(({ id, name }) => [id, name]));
}

async function soon<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), FRAME_PATIENCE_MS);
  });
  const first = await Promise.race([answer.catch(() => null), late]);
  clearTimeout(timer);
  return first;
}
