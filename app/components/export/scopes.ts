import type { TokenScope } from '#core/guilds/schema.ts';

type Word<S extends TokenScope> = S extends `read:${infer K}` ? K : never;

/** Which words name a scope: 'read:days' is said as the key 'days'. */
export function scopeWord(scope: TokenScope): Word<TokenScope> {
  return scope.slice('read:'.length) as Word<TokenScope>;
}
