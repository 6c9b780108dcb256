import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { readConfig } from '#core/platform/config.server.ts';
import { buildProgram } from '#core/platform/testing/build-program.ts';

/** Nothing of it is there. */
const settings = {
  ...({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0' } as const),
  ...{ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', PROCORD_SECRET: 'a secret of tests, 32 characters!' },
  ...{ DISCORD_TOKEN: 'none', DISCORD_CLIENT_ID: '123456789012345678', DISCORD_CLIENT_SECRET: 'none' },
  DISCORD_API_URL: 'http://127.0.0.1:1/api',
};

/** A process of the product with a register that has a fault in place of its own. @returns how it ended, and what it said */
async function start(entry: string): Promise<{ code: number | null; said: string }> {
  const program = await buildProgram(entry, { 'core/ai/features.ts': 'core/ai/testing/faulty-features.ts' });
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, ...settings },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'exit');
  return { code, said };
}

test.each(['bot/worker.ts', 'app/server.ts'])(
  '%s does not start with a use that nobody assessed, with a key or without',
  async (entry) => {
    const { code, said } = await start(entry);
    expect(code).toBeGreaterThan(0);
    expect(said).toContain('unassessed: what is sent or its prompt is not what was assessed');
  },
  60_000,
);

test('settings with a key and no agreement are none', () => {
  expect(() => readConfig({ ...settings, AI_API_KEY: 'a key of this test' })).toThrow('AI_VENDORS');
});
