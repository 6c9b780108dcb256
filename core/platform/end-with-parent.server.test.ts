import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

test('a process whose parent went while it was loading ends', async () => {
  const file = path.join(import.meta.dirname, 'testing/late-listener.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.disconnect();
  const late = new Promise((resolve) => setTimeout(resolve, 10_000, 'still there'));
  const outcome = await Promise.race([exited, late]);
  child.kill('SIGKILL');
  expect(outcome).toBe(0);
});
