import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Simulator } from '../simulator.ts';
import { guildPermissions, PERMISSION } from '../world/permissions.ts';
import type { Guild, User } from '../world/types.ts';
import { donePage, guildPage, personPage, refusalPage } from './authorize-pages.ts';
import { type AuthorizeRequest, denial, readAuthorizeRequest, withParams } from './authorize-request.ts';
import { oauthStateOf } from './state.ts';

/** Who is signed in to the simulated Discord in this browser: only `prompt=none` asks for it. */
const cookieName = 'simulated_discord_user';

/** GET /oauth2/authorize: asks who continues, or answers at once where `prompt=none` may. */
export async function showAuthorize(sim: Simulator, c: Context): Promise<Response> {
  const params = new URL(c.req.url).searchParams;
  const read = readAuthorizeRequest(sim, params);
  if (read.kind === 'refused') return refusalPage(read.reason);
  if (read.kind === 'returned') return c.redirect(read.location, 302);
  const { request } = read;
  const user = personById(sim, getCookie(c, cookieName));
  const known = user && oauthStateOf(sim).grants.covers(user.id, sim.credentials.clientId, request.scopes);
  if (user && known && request.promptNone && request.redirectUri !== null && !request.scopes.includes('bot')) {
    return c.redirect(answerWithCode(sim, request, request.redirectUri, user, null), 302);
  }
  return personPage(sim, request, params);
}

/** POST /oauth2/authorize: what the person chose. Only this stand-in's own page may send it. */
export async function decideAuthorize(sim: Simulator, c: Context): Promise<Response> {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return refusalPage('This form was sent by another site.', 403);
  }
  const params = new URLSearchParams(await c.req.text());
  const read = readAuthorizeRequest(sim, params);
  if (read.kind === 'refused') return refusalPage(read.reason);
  if (read.kind === 'returned') return c.redirect(read.location, 303);
  const { request } = read;
  if (params.get('decision') === 'cancel') {
    const location = denial(request);
    return location === null ? donePage(sim, null) : c.redirect(location, 303);
  }
  const user = personById(sim, params.get('user') ?? undefined);
  if (!user) return refusalPage('Nobody has this account.');
  if (!request.scopes.includes('bot')) return finish(sim, c, request, user, null);
  const open = guildsFor(sim, user, request);
  const chosen = params.get('guild');
  if (chosen === null) return guildPage(sim, request, params, user, open);
  const guild = open.find((one) => one.id === chosen);
  if (!guild) return refusalPage('The bot cannot be added to this server by this account.', 403);
  sim.addBot(guild, request.permissions);
  return finish(sim, c, request, user, guild);
}

/** Guilds the person may manage and where the bot is not yet; the one the application has in mind comes first. */
function guildsFor(sim: Simulator, user: User, request: AuthorizeRequest): Guild[] {
  const manageable = sim.world.guildsOf(user.index).filter((guild) => {
    const member = sim.world.member(guild, user.index);
    return !guild.botIn && member && (guildPermissions(guild, member) & PERMISSION.manageGuild) !== 0n;
  });
  if (request.guildId === null) return manageable;
  const wanted = manageable.filter((guild) => guild.id === request.guildId);
  return request.guildFixed ? wanted : [...wanted, ...manageable.filter((guild) => !wanted.includes(guild))];
}

function finish(
  sim: Simulator,
  c: Context,
  request: AuthorizeRequest,
  user: User,
  guild: Guild | null,
): Response | Promise<Response> {
  if (request.redirectUri === null) return donePage(sim, guild);
  c.header('Set-Cookie', `${cookieName}=${user.id}; Path=/oauth2; HttpOnly; SameSite=Lax`);
  return c.redirect(answerWithCode(sim, request, request.redirectUri, user, guild), 303);
}

function answerWithCode(
  sim: Simulator,
  request: AuthorizeRequest,
  redirectUri: string,
  user: User,
  guild: Guild | null,
): string {
  const code = oauthStateOf(sim).grants.issueCode(
    { userId: user.id, applicationId: sim.credentials.clientId, scopes: request.scopes },
    { redirectUri, challenge: request.challenge, guildId: guild?.id ?? null },
  );
  return withParams(redirectUri, {
    code,
    state: request.state,
    guild_id: guild?.id ?? null,
    permissions: guild ? request.permissions.toString() : null,
  });
}

function personById(sim: Simulator, id: string | undefined): User | null {
  const user = id === undefined ? null : sim.world.people.byId(id);
  return user && !user.bot ? user : null;
}
