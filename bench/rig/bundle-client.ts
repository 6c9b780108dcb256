import path from 'node:path';
import { build } from 'esbuild';

/** Makes build/NAME.js of a bench's own program, which then runs as the product's programs do. @returns NAME */
export async function bundleClient(entry: string): Promise<string> {
  const name = `bench-${path.basename(entry, '.ts')}`;
  await build({
    entryPoints: { [name]: entry },
    outdir: 'build',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return name;
}
