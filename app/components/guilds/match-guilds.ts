import type { PickerGuild } from './props.ts';

/** Letters and digits as people compare them: without case, accents and width. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** Guilds whose name holds every word of the query, or whose id is the query. The server and the browser search alike. */
export function matchGuilds(guilds: readonly PickerGuild[], query: string): PickerGuild[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...guilds];
  return guilds.filter((guild) => {
    const name = fold(guild.name);
    return guild.id === query.trim() || words.every((word) => name.includes(word));
  });
}
