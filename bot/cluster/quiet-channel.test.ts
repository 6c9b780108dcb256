import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

test('a message to a manager that is gone does not end the process', async () => {
  const child = fork('bot/cluster/testing/left-alone.ts', {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.once('message', () => child.disconnect());
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [code] = await once(child, 'exit');
  expect(complaints).toBe('');
  expect(code).toBe(0);
});
