/** The scopes this stand-in knows, each with what its page says it allows. */
export const scopeWords = {
  identify: 'See your username, picture and banner',
  email: 'See your email address',
  guilds: 'See which servers you are in',
  'guilds.members.read': 'See your nickname, roles and picture in each server',
  bot: 'Add a bot to a server',
  'applications.commands': 'Create commands in a server',
} as const;

export type Scope = keyof typeof scopeWords;

export function isScope(value: string): value is Scope {
  return Object.hasOwn(scopeWords, value);
}

/** Space-separated scopes in the order given, without doubles; null where one is unknown or none is given. */
export function parseScopes(text: string | undefined): readonly Scope[] | null {
  const words = [...new Set((text ?? '').split(/[ +]+/).filter((word) => word !== ''))];
  return words.length > 0 && words.every(isScope) ? words : null;
}
