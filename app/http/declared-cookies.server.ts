import { stores } from '#core/privacy/registry/stores.ts';
import { undeclared } from '#core/privacy/rules.ts';

/** Takes cookies out of an answer that the privacy registry does not know. @returns their names */
export function keepDeclaredCookies(headers: Headers): string[] {
  const cookies = headers.getSetCookie();
  const strange = undeclared('cookie', cookies.map(nameOf), stores);
  if (strange.length > 0) {
    headers.delete('set-cookie');
    for (const cookie of cookies) if (!strange.includes(nameOf(cookie))) headers.append('set-cookie', cookie);
  }
  return strange;
}

function nameOf(cookie: string): string {
  return cookie.slice(0, cookie.indexOf('=')).trim();
}
