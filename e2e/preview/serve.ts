import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { build } from 'vite';

type Render = typeof import('./render.tsx');

export interface Preview {
  url: string;
  names: string[];
  close(): Promise<void>;
}

/**
 * Builds the views with invented data and serves each under the product's own content security policy:
 * /<name>?theme=light|dark&locale=en|en-XA
 */
export async function servePreview(folder: string): Promise<Preview> {
  const shared = { configFile: false, logLevel: 'warn', publicDir: false } as const;
  await build({
    ...shared,
    plugins: [tailwindcss()],
    build: {
      target: 'es2022',
      outDir: path.join(folder, 'client'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: 'e2e/preview/client.tsx',
        output: { entryFileNames: 'assets/client.js', assetFileNames: 'assets/[name][extname]' },
      },
    },
  });
  await build({
    ...shared,
    build: { ssr: 'e2e/preview/render.tsx', outDir: path.join(folder, 'server'), emptyOutDir: true },
    ssr: { noExternal: true, external: ['react', 'react-dom'] },
  });
  const { render, names, live, picture } = (await import(
    pathToFileURL(path.join(folder, 'server', 'render.js')).href
  )) as Render;
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
  const assets = path.join(folder, 'client', 'assets');
  const known = new Set(readdirSync(assets));

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://preview.invalid');
    response.setHeader(
      'content-security-policy',
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'",
    );
    const asset = path.basename(url.pathname);
    if (url.pathname.startsWith('/assets/') && known.has(asset)) {
      response.setHeader('content-type', types[path.extname(asset)] ?? 'application/octet-stream');
      response.end(readFileSync(path.join(assets, asset)));
    } else if (url.pathname.endsWith('/live')) {
      response.setHeader('content-type', 'text/event-stream');
      response.write(`data: ${live(url.pathname.split('/')[2] ?? '')}\n\n`);
      request.on('close', () => response.end());
    } else if (url.pathname.endsWith('.svg')) {
      response.setHeader('content-type', 'image/svg+xml');
      response.end(picture);
    } else {
      const theme = url.searchParams.get('theme');
      void render(url.pathname.slice(1), {
        locale: url.searchParams.get('locale') === 'en-XA' ? 'en-XA' : 'en',
        theme: theme === 'light' || theme === 'dark' ? theme : null,
        assets: { css: '/assets/client.css', js: '/assets/client.js' },
      }).then((page) => {
        response.statusCode = page ? 200 : 404;
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(page?.html ?? names.map((name) => `<p><a href="/${name}">${name}</a></p>`).join(''));
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    names,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
