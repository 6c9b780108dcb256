import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort, portFrom } from './ports.mjs';

test('a free port is none that connections are given by chance', async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, freePort));
  expect(ports.every((port) => port >= 1_024 && port < 32_768)).toBe(true);
  expect(new Set(ports).size, 'not the same again and again').toBeGreaterThan(150);
});

test('a port that is taken is passed over', async () => {
  const server = createServer();
  const taken = await freePort();
  await new Promise<void>((resolve) => server.listen(taken, '127.0.0.1', resolve));
  expect(await portFrom(taken, '127.0.0.1')).toBeGreaterThan(taken);
  await new Promise((resolve) => server.close(resolve));
});
