import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
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

/** Writes .br and .gz beside each text asset of the client, so that serving one costs no processor time. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir }) {
      if (!dir || path.basename(dir) !== 'client') return;
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg|json|txt)$/.test(name)) continue;
        const file = path.join(dir, name);
        const content = readFileSync(file);
        if (content.length < 1_024) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  // Nothing is inlined: the content security policy takes fonts and pictures from this origin alone.
  build: { target: 'es2022', assetsInlineLimit: 0, rollupOptions: { output: { paths: joinedPaths } } },
  // Of fifteen hundred icons the server draws a hundred.
  ssr: { noExternal: ['lucide-react'] },
  plugins: [tailwindcss(), remix(remixConfig), precompress()],
});
