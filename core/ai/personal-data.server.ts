import { deleteGuildRows, deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

const CALL = 'public.ai_call';
const PIECE_ROWS = 5_000;

/** What a request cost stays in the books; whose it was goes. */
export const aiHolder: PersonalDataHolder = {
  room: 'ai',
  parts: [
    {
      name: 'ai_call',
      tables: [CALL],
      async erase(client, { personId, guildId }) {
        const { rowCount } = await client.query(
          `UPDATE ai_call SET person_id = NULL WHERE id = ANY(ARRAY(
             SELECT id FROM ai_call WHERE person_id = $1 AND ($2::int8 IS NULL OR guild_id = $2) LIMIT ${PIECE_ROWS}))`,
          [personId, guildId],
        );
        const rows = rowCount ?? 0;
        return { rows: { [CALL]: rows }, next: rows < PIECE_ROWS ? null : 0 };
      },
    },
    deleteRows('public.ai_opt_out', 'user_id'),
  ],
  holds: [],
  ofGuild: {
    parts: [
      {
        name: 'ai_call',
        tables: [CALL],
        async erase(client, { guildId }) {
          const { rowCount } = await client.query(
            `UPDATE ai_call SET guild_id = NULL WHERE id = ANY(ARRAY(
               SELECT id FROM ai_call WHERE guild_id = $1 LIMIT ${PIECE_ROWS}))`,
            [guildId],
          );
          const rows = rowCount ?? 0;
          return { rows: { [CALL]: rows }, next: rows < PIECE_ROWS ? null : 0 };
        },
      },
      deleteGuildRows('public.ai_guild_opt_out'),
    ],
    holds: [],
  },
};
