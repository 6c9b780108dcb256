import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#core/platform/app-error.ts';
import { isConnectionError, openWholeDatabase } from '#core/platform/db.server.ts';
import { startTcpProxy } from '#core/platform/testing/tcp-proxy.ts';
import { signatureOf } from '../../simulator/stripe/webhooks.ts';
import { receiveWebhook } from './receive-webhook.server.ts';
import { type PremiumRig, startTestRig } from './testing/premium-rig.ts';

let rig: PremiumRig;
let payload: string;
let seconds: number;
beforeAll(async () => {
  rig = await startTestRig();
  const life = await rig.subscribe('500000000000000001', '600000000000000001');
  payload = JSON.stringify(rig.eventsOf(life)[0]);
  seconds = Math.floor(rig.deps.clock.now() / 1000);
});
afterAll(() => rig?.close());

/** Numbers between 0 and 1, the same in every run. Source: Park and Miller's minimal standard. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test('of 10,000 forged, altered, old and early deliveries none is accepted', async () => {
  const { secret } = rig.running.stripe.webhooks;
  const random = randomFrom(7);
  const below = (most: number) => Math.floor(random() * most);
  const good = signatureOf(secret, payload, seconds);
  const [, hex = ''] = good.split('v1=');
  const altered = () => {
    const bytes = Buffer.from(payload);
    const at = below(bytes.length);
    const kind = below(3);
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    return kind === 1 ? bytes.subarray(0, at) : kind === 2 ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes;
  };
  const flipped = () => {
    const at = below(hex.length);
    const other = '0123456789abcdef'[below(16)] ?? '0';
    return `${hex.slice(0, at)}${other === hex[at] ? 'g' : other}${hex.slice(at + 1)}`;
  };
  const far = () => (301 + below(10_000_000)) * (below(2) ? 1 : -1);
  const forgeries: readonly (() => [Uint8Array, string | null])[] = [
    () => [altered(), good],
    () => [Buffer.from(payload), `t=${seconds},v1=${flipped()}`],
    () => [Buffer.from(payload), signatureOf(`${secret}${below(1e6)}`, payload, seconds)],
    () => [Buffer.from(payload), signatureOf(secret, payload, seconds + far())],
    () => [Buffer.from(payload), good.replace(`t=${seconds}`, `t=${seconds + 1 + below(299)}`)],
    () => [Buffer.from(payload), good.replace('v1=', `v${below(9) + 2}=`)],
    () => [Buffer.from(payload), `t=${seconds},v1=${createHmac('sha256', secret).update(payload).digest('hex')}`],
    () => [
      Buffer.from(payload),
      [null, '', 't=', 'v1=', `t=${seconds}`, `v1=${hex}`, '\0', 't=NaN,v1='][below(8)] ?? null,
    ],
    () => [Buffer.from(''), good],
    () => [Buffer.from(payload), `t=${seconds + far()},${good}`],
  ];
  let accepted = 0;
  for (let round = 0; round < 10_000; round += 1) {
    const [body, signature] = forgeries[round % forgeries.length]?.() ?? [Buffer.from(''), null];
    try {
      await receiveWebhook(rig.deps, body, signature);
      accepted += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: 'bad_input' });
    }
  }
  expect(accepted).toBe(0);
  expect(await rig.db.prisma.stripeEvent.count()).toBe(0);
  for (const bent of ['[]', '{}', 'null', '{"id":"evt_1","object":"event"}', 'no json'])
    await expect(
      receiveWebhook(rig.deps, Buffer.from(bent), signatureOf(secret, bent, seconds)),
      'signed, and no event',
    ).rejects.toMatchObject({ code: 'bad_input' });
});

test('at 300 seconds a signature still holds, on either side', async () => {
  const { secret } = rig.running.stripe.webhooks;
  for (const apart of [-300, 300, 0])
    await receiveWebhook(rig.deps, Buffer.from(payload), signatureOf(secret, payload, seconds + apart));
  expect(await rig.db.prisma.stripeEvent.count()).toBe(1);
  await rig.db.prisma.stripeEvent.deleteMany();
});

test('without the database nothing is taken; what was cut off in the middle is sent again and kept once', async () => {
  const direct = new URL(rig.db.url);
  const proxy = await startTcpProxy({ host: direct.hostname, port: Number(direct.port) });
  const through = new URL(direct);
  through.port = String(proxy.port);
  const db = openWholeDatabase(through.href, { max: 2 });
  const { secret } = rig.running.stripe.webhooks;
  const send = () => receiveWebhook({ ...rig.deps, db }, Buffer.from(payload), signatureOf(secret, payload, seconds));
  const kept = () => rig.db.prisma.stripeEvent.count();
  proxy.cut();
  await expect(send()).rejects.toSatisfy((error) => isConnectionError(error));
  expect(await kept()).toBe(0);
  proxy.restore();
  await db.prisma.stripeEvent.count();
  // Refused before Postgres hears of it, and after: neither is an acceptance, and the second was kept all the same.
  for (const [set, rows] of [
    [() => proxy.cutBefore('INSERT INTO'), 0],
    [() => proxy.cutAfter('INSERT INTO'), 1],
  ] as const) {
    const cut = set();
    await expect(send()).rejects.toSatisfy((error) => isConnectionError(error));
    await cut;
    await expect.poll(kept).toBe(rows);
  }
  expect(await send()).toMatch(/^sub_/);
  expect(await send(), 'it waits to be applied').toMatch(/^sub_/);
  expect(await kept()).toBe(1);
  await db.close();
  await proxy.close();
});
