import { deleteGuildRows, type ErasePart, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

/** What a community knows is its own: of a person goes that they wrote it, or keep it right. */
function forget(table: string, column: string): ErasePart {
  return {
    name: table,
    tables: [`public.${table}`],
    async erase(client, { personId, guildId }) {
      const { rowCount } = await client.query(
        `UPDATE ${table} SET ${column} = NULL WHERE ${column} = $1 AND ($2::int8 IS NULL OR guild_id = $2)`,
        [personId, guildId],
      );
      return { rows: { [`public.${table}`]: rowCount ?? 0 }, next: null };
    },
  };
}

export const knowledgeHolder: PersonalDataHolder = {
  room: 'knowledge',
  parts: [forget('knowledge_node', 'owner_id'), forget('knowledge_version', 'by_id')],
  holds: [],
  ofGuild: {
    parts: [
      deleteGuildRows('public.knowledge_gap'),
      deleteGuildRows('public.knowledge_version'),
      deleteGuildRows('public.knowledge_relation'),
      deleteGuildRows('public.knowledge_node'),
    ],
    holds: [],
  },
};
