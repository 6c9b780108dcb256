import type { Simulator } from '../simulator.ts';
import { Grants } from './grants.ts';

/** What OAuth2 remembers of one simulated Discord; REST asks it who a bearer token is. */
export type OauthState = {
  readonly grants: Grants;
  /** Redirects registered beside loopback ones. */
  redirectUris: readonly string[];
  /** Unix ms; codes and tokens live in real time, whatever the world's clock does. */
  now: () => number;
};

const states = new WeakMap<Simulator, OauthState>();

export function oauthStateOf(sim: Simulator): OauthState {
  const held = states.get(sim);
  if (held) return held;
  const state: OauthState = { grants: new Grants(() => state.now()), redirectUris: [], now: Date.now };
  states.set(sim, state);
  return state;
}
