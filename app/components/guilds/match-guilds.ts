import { matchesWords } from '../ui/fold.ts';
import type { PickerGuild } from './props.ts';

/** Guilds whose name holds every word of the query, or whose id is the query. The server and the browser search alike. */
export function matchGuilds(guilds: readonly PickerGuild[], query: string): PickerGuild[] {
  return guilds.filter((guild) => guild.id === query.trim() || matchesWords(guild.name, query));
}
