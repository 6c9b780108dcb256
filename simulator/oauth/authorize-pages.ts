import { html } from 'hono/html';
import type { Simulator } from '../simulator.ts';
import { OUR_BOT_INDEX } from '../world/people.ts';
import { PERMISSION } from '../world/permissions.ts';
import type { Guild, Persona } from '../world/types.ts';
import { type AuthorizeRequest, requestFields } from './authorize-request.ts';
import { type Fragment, page } from './page.ts';
import { scopeWords } from './scopes.ts';

function applicationName(sim: Simulator): string {
  return sim.world.people.byIndex(OUR_BOT_INDEX).username;
}

/** The request itself, so that every step of the form carries it whole. */
function carried(params: URLSearchParams): Fragment[] {
  return requestFields.flatMap((name) => {
    const value = params.get(name);
    return value === null ? [] : [hidden(name, value)];
  });
}

function hidden(name: string, value: string): Fragment {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/** Who continues? */
export function personPage(sim: Simulator, request: AuthorizeRequest, params: URLSearchParams): Promise<Response> {
  const name = applicationName(sim);
  const choice = ({ user, name: persona, about }: Persona) => html`<li>
<button class="choice" name="user" value="${user.id}"><span class="name">Continue as ${user.globalName ?? user.username} (${persona})</span>
<span class="quiet">${about}</span></button></li>`;
  return page({
    title: `Continue to ${name}`,
    answersAt: request.redirectUri,
    body: html`<h1>Continue to ${name}</h1>
<p>${name} asks for access to a Discord account.</p>
<h2>It would be able to</h2>
<ul>${request.scopes.map((scope) => html`<li>${scopeWords[scope]} <span class="quiet">(${scope})</span></li>`)}</ul>
<form method="post" action="/oauth2/authorize">
${carried(params)}
<h2>Choose who you are</h2>
<ul class="choices">${sim.world.people.personas.map(choice)}</ul>
<button class="plain" name="decision" value="cancel">Cancel</button>
</form>`,
  });
}

/** Which guild gets the bot? */
export function guildPage(
  sim: Simulator,
  request: AuthorizeRequest,
  params: URLSearchParams,
  person: Persona['user'],
  guilds: readonly Guild[],
): Promise<Response> {
  const name = applicationName(sim);
  const choice = (guild: Guild) => html`<li>
<button class="choice" name="guild" value="${guild.id}"><span class="name">Add to ${guild.name}</span>
<span class="quiet">${sim.world.memberCount(guild).toLocaleString('en')} members</span></button></li>`;
  const list =
    guilds.length > 0
      ? html`<ul class="choices">${guilds.map(choice)}</ul>`
      : html`<p>There is no server that ${person.username} may manage and where ${name} is not in yet.</p>`;
  return page({
    title: `Add ${name} to a server`,
    answersAt: request.redirectUri,
    body: html`<h1>Add ${name} to a server</h1>
<p>As ${person.globalName ?? person.username}.</p>
<h2>The bot asks for</h2>
${permissionList(request.permissions)}
<form method="post" action="/oauth2/authorize">
${carried(params)}
${hidden('user', person.id)}
<h2>Choose a server</h2>
${list}
<button class="plain" name="decision" value="cancel">Cancel</button>
</form>`,
  });
}

function permissionList(permissions: bigint): Fragment {
  const named = Object.entries(PERMISSION).filter(([, bit]) => (permissions & bit) !== 0n);
  const known = named.reduce((sum, [, bit]) => sum | bit, 0n);
  const words = named.map(([name]) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  const rest = permissions & ~known;
  if (rest !== 0n) words.push(`others (${rest})`);
  if (words.length === 0) return html`<p>No permission of its own.</p>`;
  return html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`;
}

export function donePage(sim: Simulator, guild: Guild | null): Promise<Response> {
  const name = applicationName(sim);
  return page({
    title: 'Done',
    body: html`<h1>${guild ? `${name} is now in ${guild.name}` : 'Nothing was changed'}</h1>
<p>You can close this page.</p>`,
  });
}

export function refusalPage(reason: string, status = 400): Promise<Response> {
  return page({
    title: 'This request cannot go on',
    status,
    body: html`<h1>This request cannot go on</h1>
<p>${reason}</p>
<p class="quiet">Nothing was allowed or changed. Go back to the application and try again.</p>`,
  });
}
