import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { snowflakeSchema } from './snowflake.ts';

/** What goes before 32 bytes of a key to make it an Ed25519 public key in DER. Source: RFC 8410, section 4. */
const DER_OF_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** The public key of an application, from 64 hexadecimal digits as Discord's developer portal shows it. */
export function readPublicKey(hex: string): KeyObject {
  return createPublicKey({
    key: Buffer.concat([DER_OF_ED25519, Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
}

/** Whether Discord signed a request: over its time and its bytes. Source: Discord reference, "Webhook Events". */
export function isSignedByDiscord(
  key: KeyObject,
  { signature, timestamp, body }: { signature: string | null; timestamp: string | null; body: Uint8Array },
): boolean {
  if (!/^[0-9a-f]{128}$/i.test(signature ?? '') || timestamp === null) return false;
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  return verify(null, signed, key, Buffer.from(signature ?? '', 'hex'));
}

/** PING is 0, an event 1; an event that is not known here is passed over. Source: Discord reference, "Webhook Events". */
export const webhookSchema = z.union([
  z.object({ type: z.literal(0), application_id: snowflakeSchema }),
  z.object({
    type: z.literal(1),
    application_id: snowflakeSchema,
    event: z.object({
      type: z.literal('APPLICATION_DEAUTHORIZED'),
      timestamp: z.iso.datetime({ offset: true, local: true }),
      data: z.object({ user: z.object({ id: snowflakeSchema }) }),
    }),
  }),
  z.object({ type: z.literal(1), application_id: snowflakeSchema, event: z.object({ type: z.string() }) }),
]);
