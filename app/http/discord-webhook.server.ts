import { endDeauthorized } from '#core/accounts/end-deauthorized.server.ts';
import { isSignedByDiscord, readPublicKey, webhookSchema } from '#core/platform/discord-webhook.server.ts';
import type { Dependencies } from './dependencies.server.ts';

/** Takes events that Discord tells of this application; null where its public key is not known. */
export function createDiscordWebhook(deps: Dependencies) {
  const { publicKey, clientId } = deps.config.discord;
  if (publicKey === null) return null;
  const key = readPublicKey(publicKey);
  return async (request: Request): Promise<Response> => {
    const body = new Uint8Array(await request.arrayBuffer());
    const signature = request.headers.get('x-signature-ed25519');
    const timestamp = request.headers.get('x-signature-timestamp');
    // Discord itself sends wrong signatures now and then, and takes the address away where they are accepted.
    if (!isSignedByDiscord(key, { signature, timestamp, body })) return new Response('Not signed.', { status: 401 });
    const parsed = webhookSchema.safeParse(jsonOf(body));
    if (!parsed.success || parsed.data.application_id !== clientId) return new Response('No event.', { status: 400 });
    const told = parsed.data;
    if (told.type === 1 && 'data' in told.event) {
      const { data, timestamp: at } = told.event;
      // Discord's times are of UTC, whether they say so or not.
      const atMs = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(at) ? at : `${at}Z`);
      await endDeauthorized(deps, { accountId: data.user.id, atMs });
    }
    return new Response(null, { status: 204, headers: { 'content-type': 'application/json' } });
  };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
