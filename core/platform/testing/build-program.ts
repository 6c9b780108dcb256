import path from 'node:path';
import { buildPackages, bundle } from '../../../deploy/build.mjs';

/**
 * Makes a program of tests one file, as the product's are: one that is read as its sources takes seconds more to begin.
 * @param entry its source, from the project's folder
 * @param instead sources that stand in the place of others, from the project's folder, too
 * @returns where it is
 */
export async function buildProgram(entry: string, instead: Readonly<Record<string, string>> = {}): Promise<string> {
  const name = `test-${entry.replace(/\.ts$/, '').replaceAll('/', '-')}`;
  const places = new Map(
    Object.entries(instead).map((pair) => pair.map((file) => path.resolve(file)) as [string, string]),
  );
  await buildPackages();
  await bundle({ [name]: entry }, path.resolve('build'), [
    {
      name: 'instead',
      setup(build) {
        build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
          const other = places.get(file);
          if (other === undefined) return undefined;
          return { contents: `export * from ${JSON.stringify(other)};`, loader: 'ts', resolveDir: path.dirname(other) };
        });
      },
    },
  ]);
  return path.resolve('build', `${name}.js`);
}
