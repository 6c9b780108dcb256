import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { prismaEnv } from '../../deploy/install.mjs';
import { runTool } from '../../deploy/tools.mjs';

const SAME = 0;
const DIFFERENT = 2;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'procord-drift-'));
});
afterAll(() => rm(folder, { recursive: true }));

function diff(schema: string) {
  const inputs = ['--from-migrations', 'prisma/migrations', '--to-schema', schema];
  return runTool('prisma', ['migrate', 'diff', ...inputs, '--exit-code'], {
    env: { ...prismaEnv(), DATABASE_URL: inject('postgresUrl') },
    allow: [SAME, DIFFERENT],
  });
}

test('the migrations make exactly the schema', async () => {
  const { code, output } = await diff('prisma/schema.prisma');
  expect(output).toContain('No difference detected');
  expect(code).toBe(SAME);
});

test('a column that no migration makes is drift', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  const changed = path.join(folder, 'schema.prisma');
  await writeFile(changed, schema.replace('model Guild {', 'model Guild {\n  motto String?'));
  const { code, output } = await diff(changed);
  expect(output).toContain('motto');
  expect(code).toBe(DIFFERENT);
});
