import type { CommandUse } from '../command.ts';
import { readOption } from '../options.ts';

/** Where the person means: a guild's id, null for everywhere, 'nowhere' where they mean a server and are in none. */
export function scopeOf({ chosen, guildId }: CommandUse): string | null | 'nowhere' {
  const where = readOption(chosen, 'where');
  if (where === 'everywhere') return null;
  if (guildId === null) return where === 'here' ? 'nowhere' : null;
  return guildId;
}

/** "in this server" or "in all servers", to stand in a sentence. A guild that is not this one stands in none. */
export function wordsOfScope({ t }: Pick<CommandUse, 't'>, guildId: string | null): string {
  return t(guildId === null ? 'commands:privacy.everywhere' : 'commands:privacy.here');
}
