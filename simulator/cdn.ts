import { Hono } from 'hono';
import { restStateOf } from './rest/state.ts';
import type { Simulator } from './simulator.ts';
import { hash } from './world/random.ts';

/**
 * Pictures of people and guilds, drawn from their ids: /avatars, /icons, /embed/avatars under /cdn. Always SVG,
 * whatever ending is asked for, and never anything that a page could run. Under /attachments, the files our bot sent.
 */
export function createCdnHandler(sim: Simulator): Hono {
  const app = new Hono();
  app.get('/attachments/:channel/:id/:name', (c) => {
    const file = restStateOf(sim).files.find(c.req.param('id'));
    if (!file) return c.notFound();
    const type = file.type.startsWith('image/png') ? 'image/png' : 'application/octet-stream';
    return new Response(file.bytes.slice(), { headers: { 'content-type': type, 'x-content-type-options': 'nosniff' } });
  });
  app.get('/:kind/:id/:file{[A-Za-z0-9_]+\\.(png|webp|jpg|jpeg|gif|svg)}', (c) => {
    const { kind, id, file } = c.req.param();
    if (!/^\d+$|^avatars$/.test(id)) return c.notFound();
    return picture(kind + id + file.replace(/\..*/, ''));
  });
  return app;
}

function picture(of: string): Response {
  let h = 7;
  for (const letter of of) h = hash(h, letter.codePointAt(0) ?? 0);
  const hue = h % 360;
  const cells: string[] = [];
  for (let i = 0; i < 15; i += 1) {
    if (((h >>> (i % 30)) & 1) === 0) continue;
    const [x, y] = [i % 3, Math.floor(i / 3)];
    cells.push(`<rect x="${x}" y="${y}" width="1" height="1"/><rect x="${4 - x}" y="${y}" width="1" height="1"/>`);
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 7 7" shape-rendering="crispEdges"><path fill="hsl(${hue} 45% 90%)" d="M-1-1h7v7h-7z"/><g fill="hsl(${hue} 45% 42%)">${cells.join('')}</g></svg>`;
  return new Response(svg, {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
}
