import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { envSchema } from '#core/platform/env.server.ts';
import { brokenBy, textRules } from './text-rules.ts';

const violations = 'deploy/house/violations/';
const own = 'deploy/house/text-rules.ts';

/** What git would keep: tracked files and new ones that are not ignored. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));

test('every file keeps the rules of names and text', () => {
  const broken = files
    .filter((file) => !file.startsWith(violations) && file !== own)
    .flatMap((file) => brokenBy(file, readFileSync(file, 'utf8')).map((rule) => `${file}: ${rule}`));
  expect(broken).toEqual([]);
});

const expected: Readonly<Record<string, string>> = {
  'names say what a file does': 'core/accounts/account-service.ts',
  'use cases speak to the database, not the edges': 'bot/commands/asks-the-pool.ts',
  'the product does not know that a stand-in exists': 'bot/commands/knows-the-simulator.ts',
  'transactions begin in one place': 'core/accounts/begins-its-own.server.ts',
  'a time is no part of another signal': 'core/accounts/loses-its-time.ts',
  'pages have one head': 'app/components/writes-its-own-head.tsx',
  'nothing is left open': 'core/accounts/leaves-it-open.ts',
  'types stay on': 'core/accounts/switches-types-off.ts',
  'no machine has its paths here': 'core/accounts/knows-a-machine.ts',
};

test.each(textRules.map((rule) => rule.name))('caught: %s', (name) => {
  const file = expected[name] ?? '';
  expect(brokenBy(file, readFileSync(violations + file, 'utf8'))).toContain(name);
});

test('.env.example explains every variable, in the order in which they are read', () => {
  const named = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(
    (match) => match[1],
  );
  expect(named).toEqual(Object.keys(envSchema.shape));
});
