import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { joinedPaths } from './deploy/packages.mjs';
import remixConfig from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

const gzipAsync = promisify(gzip);
const compressions = { br: promisify(brotliCompress), gz: (content: Buffer) => gzipAsync(content, { level: 9 }) };

/** Writes .br and .gz beside each text asset of the client, so that serving one costs no processor time. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (!dir || path.basename(dir) !== 'client') return;
      const files = (await readdir(dir, { recursive: true }))
        .filter((name) => /\.(js|css|svg|json|txt)$/.test(name))
        .map((name) => path.join(dir, name));
      await Promise.all(
        files.map(async (file) => {
          const content = await readFile(file);
          if (content.length < 1_024) return;
          for (const [ending, compress] of Object.entries(compressions))
            await writeFile(`${file}.${ending}`, await compress(content));
        }),
      );
    },
  };
}

export default defineConfig({
  build: {
    target: 'es2022',
    // Nothing is inlined: the content security policy takes fonts and pictures from this origin alone.
    assetsInlineLimit: 0,
    // A browser asks for each file by itself: parts of less than this, in bytes, come with another that is needed there.
    rollupOptions: { output: { experimentalMinChunkSize: 8_192, paths: joinedPaths } },
  },
  // The server loads the icons that it draws with the pages, and not one by one.
  ssr: { noExternal: ['lucide-react'] },
  plugins: [tailwindcss(), remix(remixConfig), precompress()],
});
