import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isSimulated, parseEnvFile, SettingsError, secretOf } from './settings.mjs';

test('reads what people write into .env', () => {
  expect(
    parseEnvFile(
      [
        '# a comment',
        'PORT=3001',
        'export HOST = 0.0.0.0',
        'PROCORD_NOTICE="two words # not a comment" # a comment',
        "PROCORD_SECRET='a\\nb'",
        'METRICS_TOKEN="a\\nb"',
        'LOG_LEVEL=debug # loud',
        'EMPTY=',
        'URL=https://example.org/#part',
        'not a line',
      ].join('\r\n'),
    ),
  ).toEqual({
    PORT: '3001',
    HOST: '0.0.0.0',
    PROCORD_NOTICE: 'two words # not a comment',
    PROCORD_SECRET: 'a\\nb',
    METRICS_TOKEN: 'a\nb',
    LOG_LEVEL: 'debug',
    EMPTY: '',
    URL: 'https://example.org/#part',
  });
});

test('without anything of Discord it is simulated, with all of it it is not', () => {
  expect(isSimulated({ PORT: '3000' })).toBe(true);
  expect(isSimulated({ DISCORD_TOKEN: 'a', DISCORD_CLIENT_ID: 'b', DISCORD_CLIENT_SECRET: 'c' })).toBe(false);
});

test.each([
  [{ DISCORD_TOKEN: 'a' }, 'DISCORD_CLIENT_ID'],
  [{ DISCORD_TOKEN: 'a', DISCORD_CLIENT_ID: 'b' }, 'DISCORD_CLIENT_SECRET'],
  [{ DISCORD_CLIENT_ID: 'b', DISCORD_CLIENT_SECRET: 'c' }, 'DISCORD_TOKEN'],
  [{ DISCORD_API_URL: 'http://localhost:4000/api' }, 'DISCORD_TOKEN'],
])('half of it is refused in one sentence: %j', (settings, missing) => {
  const refused = () => isSimulated(settings);
  expect(refused).toThrow(SettingsError);
  expect(refused).toThrow(new RegExp(`^${missing} is not set although [A-Z_]+ is: [^.]+\\.$`));
});

test('the secret is made once, for its owner alone', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'procord-secret-'));
  const secret = secretOf({}, home);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(secretOf({}, home)).toBe(secret);
  expect(statSync(path.join(home, 'secret')).mode & 0o777).toBe(0o600);
  expect(readFileSync(path.join(home, 'secret'), 'utf8').trim()).toBe(secret);
  expect(secretOf({ PROCORD_SECRET: 'given' }, home)).toBe('given');
  rmSync(home, { recursive: true });
});
