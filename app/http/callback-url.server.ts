import type { Config } from '#core/platform/config.server.ts';

/** Where Discord sends people back to; registered with the application at Discord, letter for letter. */
export function callbackUrl({ web }: Pick<Config, 'web'>): string {
  return `${web.origin}/auth/discord/callback`;
}
