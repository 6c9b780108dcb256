import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { style } from './page-style.ts';

export type Fragment = ReturnType<typeof html>;

const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * A page of the stand-in: no script, nothing from another host. Browsers hold redirects after a form against
 * `form-action`, so the origin that waits for the answer is named there.
 */
export async function page(options: {
  title: string;
  body: Fragment;
  /** Whose page this stands in for. */
  of?: 'Discord' | 'Stripe';
  answersAt?: string | null;
  status?: number;
  cookie?: string;
}): Promise<Response> {
  const name = `Simulated ${options.of ?? 'Discord'}`;
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${options.title} · ${name}</title>
<style>${raw(style)}</style>
</head>
<body>
<header><p><strong>${name}.</strong> A local stand-in; nothing here reaches the real one.</p></header>
<main>${options.body}</main>
</body>
</html>`;
  const formAction = ["'self'", ...(options.answersAt ? [new URL(options.answersAt).origin] : [])].join(' ');
  const headers = new Headers({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action ${formAction}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  if (options.cookie) headers.set('Set-Cookie', options.cookie);
  return new Response(String(text), { status: options.status ?? 200, headers });
}
