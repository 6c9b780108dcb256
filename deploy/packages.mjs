import path from 'node:path';
import { projectFolder } from './tools.mjs';

/**
 * Packages of a hundred files and more. Each is joined into one file of build/packages, because Node takes longer to
 * find, read and link so many than to run them. A program of several bundles loads such a file once, as it would the
 * package: an error of one bundle is an `instanceof` of the other's.
 */
const joined = [
  '@discordjs/rest',
  '@discordjs/ws',
  'age-encryption',
  'discord-api-types/v10',
  'discord.js',
  'libphonenumber-js/max',
  'openai',
  'stripe',
  'zod',
];

/** What a bundle imports in place of each of them: an entry of "imports" in package.json, so the same at every depth. */
export const joinedPaths = Object.fromEntries(joined.map((name) => [name, `#packages/${fileOf(name)}`]));

export const packagesFolder = path.join(projectFolder, 'build', 'packages');

/** @param {string} name of a package @returns {string} of its file */
function fileOf(name) {
  return `${name.replace(/^@|\.js$/g, '').replaceAll('/', '-')}.js`;
}

/**
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<import('esbuild').OutputFile[]>}
 */
export async function joinPackages(options) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    ...options,
    entryPoints: joined.map((name) => ({ in: name, out: path.basename(fileOf(name), '.js') })),
    outdir: packagesFolder,
    write: false,
    // What two of them share is one file beside them.
    splitting: true,
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'everything-of-a-package',
        setup(made) {
          made.onResolve({ filter: /./ }, ({ kind, path: name }) =>
            kind === 'entry-point' ? { path: name, namespace: 'whole' } : undefined,
          );
          made.onLoad({ filter: /./, namespace: 'whole' }, async ({ path: name }) => {
            const names = Object.keys(await import(name)).filter((one) => one !== 'module.exports');
            return { contents: `export { ${names.join(', ')} } from '${name}';`, resolveDir: projectFolder };
          });
        },
      },
    ],
  });
  return outputFiles ?? [];
}
