import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { envSchema } from '#core/platform/env.server.ts';
import { programs } from '../build.mjs';

const read = (name: string) => readFileSync(`deploy/${name}`, 'utf8');
const packed = ['Containerfile', 'compose.yaml', 'procord.service'].map(read).join('\n');

test('what is packed starts programs that the build makes, and files that exist', () => {
  const built = [...packed.matchAll(/build\/(\w+)\.js/g)].map((match) => match[1] ?? '');
  expect(new Set(built)).toEqual(new Set(['web', 'manager', 'worker']));
  for (const name of built) expect(Object.keys(programs)).toContain(name);
  for (const [file] of packed.matchAll(/\b(deploy|prisma)\/[\w./-]+/g)) expect(existsSync(file), file).toBe(true);
});

test('every program of the build has its entry', () => {
  for (const entry of Object.values(programs)) expect(existsSync(entry), entry).toBe(true);
});

test('the settings of the containers are settings of the product', () => {
  const compose = read('compose.yaml');
  const block = compose.slice(compose.indexOf('environment: &settings'), compose.indexOf('services:'));
  const given = [...block.matchAll(/^ {4}([A-Z_]+):/gm)].map((match) => match[1]);
  expect(given.length).toBeGreaterThan(10);
  for (const name of given) expect(Object.keys(envSchema.shape)).toContain(name);
});

test('what counts visits has no way out, and tells nobody of itself', () => {
  const compose = read('compose.yaml');
  const blockOf = (name: string) => new RegExp(`^  ${name}:\\n((?: {4}.*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? '';
  expect(blockOf('statistics')).toBe('    internal: true\n\n');
  for (const name of ['umami', 'umami-postgres']) {
    expect(blockOf(name), name).toContain('    networks: [statistics]\n');
    expect(blockOf(name), 'only where it is asked for').toContain('    profiles: [statistics]\n');
    expect(blockOf(name), name).not.toContain('ports:');
  }
  for (const silence of ['DISABLE_TELEMETRY: 1', 'PRIVATE_MODE: 1']) expect(blockOf('umami')).toContain(silence);
  expect(blockOf('web')).toContain('    networks: [default, statistics]\n');
});

test('the commands that the README names exist', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...readFileSync('README.md', 'utf8').matchAll(/`npm (?:run )?(\w+)/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(8);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('the lock file names the packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const missing = Object.entries<{ optionalDependencies?: Record<string, string> }>(packages).flatMap(([at, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(packages, at, name)),
  );
  expect(missing).toEqual([]);
});

/** Whether `name` is found from the package at `at`, folder by folder upwards, as Node looks for it. */
function isLocked(packages: Record<string, unknown>, at: string, name: string): boolean {
  if (`${at ? `${at}/` : ''}node_modules/${name}` in packages) return true;
  return (
    at !== '' &&
    isLocked(packages, at.includes('/node_modules/') ? at.replace(/\/node_modules\/(@[^/]+\/)?[^/]+$/, '') : '', name)
  );
}
