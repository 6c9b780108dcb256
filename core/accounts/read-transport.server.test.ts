import { createServer } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTransport } from './read-transport.server.ts';
import { localhostCertificate } from './testing/localhost-certificate.ts';

const server = createServer(localhostCertificate, (_request, response) => {
  response.setHeader('strict-transport-security', 'max-age=31536000');
  response.end();
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  url = `https://localhost:${address.port}/healthz`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

test('says how an address answers whose certificate is trusted', async () => {
  const transport = await readTransport(url, localhostCertificate.cert);
  expect(transport).toMatchObject({ hsts: 'max-age=31536000', protocol: 'TLSv1.3' });
  expect(transport.validUntil.getTime()).toBeGreaterThan(Date.now());
});

test('refuses a certificate that nobody vouches for, by a code that names it', async () => {
  await expect(readTransport(url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});
