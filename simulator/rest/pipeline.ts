import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Simulator } from '../simulator.ts';
import { admit, authenticate } from './authenticate.ts';
import type { Caller, Route } from './call.ts';
import { apiPath, errorAnswer, faultAnswer } from './faults.ts';
import { rateLimitHeaders, tooManyRequests } from './rate-limits.ts';
import { type RestState, restStateOf } from './state.ts';

/** What every request passes, in order: the edge's ban, faults, the token, the limits, then its route. */
export async function passThrough(sim: Simulator, route: Route, c: Context): Promise<Response> {
  const state = restStateOf(sim);
  const address = addressOf(c);
  const refusal = state.invalid.refusal(address);
  if (refusal) return refusal;
  const response = (await faultAnswer(sim, apiPath(c.req.path))) ?? (await limited(sim, state, route, c));
  state.invalid.record(address, response);
  return response;
}

async function limited(sim: Simulator, state: RestState, route: Route, c: Context): Promise<Response> {
  let caller: Caller;
  try {
    caller = authenticate(sim, c.req.header('Authorization'));
    admit(route.access, caller);
  } catch (error) {
    return errorAnswer(error);
  }
  const limits = route.limits ?? 'all';
  if (limits === 'none') return answer(sim, state, route, caller, c);
  const verdict = state.limits.take({
    caller: callerKey(caller, c),
    route: `${route.method} ${route.path}`,
    major: majorOf(c),
    global: limits === 'all',
  });
  if (!verdict.allowed) return tooManyRequests(verdict.scope, verdict.retryAfterMs, verdict.state);
  const response = await answer(sim, state, route, caller, c);
  for (const [name, value] of Object.entries(rateLimitHeaders(verdict.state))) response.headers.set(name, value);
  return response;
}

async function answer(sim: Simulator, state: RestState, route: Route, caller: Caller, c: Context): Promise<Response> {
  try {
    return await route.answer({
      sim,
      state,
      caller,
      c,
      param: (name) => c.req.param(name) ?? '',
      query: (name) => c.req.query(name),
    });
  } catch (error) {
    return errorAnswer(error);
  }
}

function callerKey(caller: Caller, c: Context): string {
  if (caller.kind === 'bearer') return `bearer ${caller.grant.accessToken}`;
  return caller.kind === 'bot' ? 'bot' : `address ${addressOf(c)}`;
}

function majorOf(c: Context): string {
  const webhook = c.req.param('webhook');
  if (webhook !== undefined) return `${webhook}/${c.req.param('token') ?? ''}`;
  return c.req.param('guild') ?? c.req.param('channel') ?? '';
}

/** The peer's address; requests made without a socket (in-process) share one. */
function addressOf(c: Context): string {
  const hasSocket = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return hasSocket ? (getConnInfo(c).remote.address ?? 'unknown') : 'in-process';
}
