import { sameSecret } from '../oauth/client-auth.ts';
import { oauthStateOf } from '../oauth/state.ts';
import type { Simulator } from '../simulator.ts';
import type { Access, Caller } from './call.ts';
import { unauthorized } from './errors.ts';

/** Reads `Authorization`. A token that is not good is 401 even on routes that need none, as on Discord. */
export function authenticate(sim: Simulator, header: string | undefined): Caller {
  if (header === undefined) return { kind: 'nobody' };
  const [kind, token] = splitHeader(header);
  if (kind === 'Bot' && sameSecret(token, sim.credentials.botToken)) return { kind: 'bot' };
  if (kind === 'Bearer') {
    const grant = oauthStateOf(sim).grants.find(token);
    if (grant) return { kind: 'bearer', grant };
  }
  throw unauthorized();
}

function splitHeader(header: string): [string, string] {
  const space = header.indexOf(' ');
  return space < 0 ? ['', header] : [header.slice(0, space), header.slice(space + 1).trim()];
}

/** Discord answers 401 also where a good token is of the wrong kind or lacks the scope. */
export function admit(access: Access, caller: Caller): void {
  if (access.kind === 'open') return;
  if (caller.kind === 'bot' && access.kind !== 'bearer') return;
  if (caller.kind === 'bearer' && access.kind !== 'bot') {
    if (access.scope === null || caller.grant.scopes.includes(access.scope)) return;
  }
  throw unauthorized();
}
