import { speakerOf } from '#core/i18n/i18n.ts';
import { chooseLocale, directionOf, type Locale } from '#core/i18n/rules.ts';
import type { AppErrorCode } from '#core/platform/app-error.ts';
import { brand } from '#core/platform/brand.ts';

/** A page that needs no script, no asset, no session and no database. One that can pass by itself loads itself again. */
export function plainPage(
  code: AppErrorCode,
  request: { method: string; headers: Headers },
  { locales, reference, nonce }: { locales: readonly Locale[]; reference: string; nonce: string },
): string {
  const locale = chooseLocale(locales, null, request.headers.get('accept-language'));
  const { t } = speakerOf(locale);
  const again = code === 'database_unavailable' && (request.method === 'GET' || request.method === 'HEAD');
  const out =
    code === 'suspended'
      ? `<form method="post" action="/auth/sign-out"><button>${escapeHtml(t('common:signOut'))}</button></form><p><a href="/privacy/me">${escapeHtml(t('ui:frame.me'))}</a></p>`
      : '';
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${again ? '<meta http-equiv="refresh" content="5">' : ''}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<title>${escapeHtml(t(`errors:${code}.title`))} · ${brand.name}</title>
<style nonce="${nonce}">:root{color-scheme:light dark;background:Canvas;color:CanvasText;font:1rem/1.5 system-ui,sans-serif}a{color:inherit}body{max-width:36rem;margin:15vh auto;padding:0 1.5rem}</style>
</head>
<body>
<main>
<h1>${escapeHtml(t(`errors:${code}.title`))}</h1>
<p>${escapeHtml(t(`errors:${code}.body`))}</p>
${out}
<p><a href="/">${escapeHtml(t('errors:back'))}</a></p>
<p>${escapeHtml(t('errors:reference', { id: reference }))}</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
