import type { Context } from 'hono';
import type { Grant } from '../oauth/grants.ts';
import type { Scope } from '../oauth/scopes.ts';
import type { Simulator } from '../simulator.ts';
import type { RestState } from './state.ts';

/** Who asks: our bot by its token, a person's grant by bearer token, or nobody. */
export type Caller = { kind: 'bot' } | { kind: 'bearer'; grant: Grant } | { kind: 'nobody' };

/** One request inside a route. */
export type Call = {
  readonly sim: Simulator;
  readonly state: RestState;
  readonly caller: Caller;
  readonly c: Context;
  /** A named part of the path; '' cannot occur for a route that matched. */
  param(name: string): string;
  query(name: string): string | undefined;
};

/** Who may call a route. `scope`: a bearer token needs it. */
export type Access =
  | { kind: 'open' }
  | { kind: 'bot' }
  | { kind: 'bearer'; scope: Scope }
  | { kind: 'bot or bearer'; scope: Scope | null };

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In Hono's words; the first of :guild, :channel and :webhook (with :token) is the bucket's major parameter. */
  path: string;
  access: Access;
  /** Interaction answers are outside the global limit; their callback is in no bucket at all. */
  limits?: 'all' | 'bucket only' | 'none';
  answer(call: Call): Response | Promise<Response>;
};

export const openTo = { kind: 'open' } as const;
export const botOnly = { kind: 'bot' } as const;

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}
