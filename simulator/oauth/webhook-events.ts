import { generateKeyPairSync, sign } from 'node:crypto';
import { userShape } from '../rest/shapes.ts';
import type { Simulator } from '../simulator.ts';
import { oauthStateOf } from './state.ts';

const PATIENCE_MS = 3_000;

interface WebhookState {
  /** 64 hexadecimal digits, as Discord's developer portal shows it. */
  publicKey: string;
  /** Hexadecimal. */
  sign(text: string): string;
  /** Where the application takes its events; null until it is told. */
  endpoint: string | null;
}

const states = new WeakMap<Simulator, WebhookState>();

/** The key of the simulated application, and where its events go. */
export function webhookStateOf(sim: Simulator): WebhookState {
  const held = states.get(sim);
  if (held) return held;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const state: WebhookState = {
    // The last 32 bytes of a key in DER are the key. Source: RFC 8410, section 4.
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('hex'),
    endpoint: null,
  };
  states.set(sim, state);
  return state;
}

/**
 * A person takes the application away under "Authorised apps": their tokens are void, and the application is told where it
 * listens. Source: Discord reference, "Application Deauthorized".
 * @returns what it answered; null where it does not listen
 */
export async function deauthorize(sim: Simulator, userId: string): Promise<number | null> {
  const user = sim.world.people.byId(userId);
  if (!user) throw new Error(`no person has the id ${userId}`);
  oauthStateOf(sim).grants.deauthorize(userId, sim.credentials.clientId);
  const timestamp = new Date().toISOString().replace('Z', '');
  const event = { type: 'APPLICATION_DEAUTHORIZED', timestamp, data: { user: userShape(user) } };
  return tell(sim, { type: 1, event });
}

/** Signs a webhook event and sends it. @returns what was answered; null where nobody listens */
export async function tell(sim: Simulator, what: object): Promise<number | null> {
  const { endpoint, sign: signed } = webhookStateOf(sim);
  if (endpoint === null) return null;
  const body = JSON.stringify({ version: 1, application_id: sim.credentials.clientId, ...what });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature-timestamp': timestamp,
      'x-signature-ed25519': signed(timestamp + body),
    },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.body?.cancel();
  return answer.status;
}
