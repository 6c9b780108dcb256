import { deleteGuildRows, deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';
import { forgetCalls } from './internal/forget-calls.server.ts';

const CALL = 'public.ai_call';
const PIECE_ROWS = 5_000;

/** A person's calls go, and with them what they used up of the day's budgets; the bill of the key still holds. */
export const aiHolder: PersonalDataHolder = {
  room: 'ai',
  parts: [
    deleteRows('public.ai_sample', 'person_id'),
    {
      name: 'ai_call',
      tables: [CALL],
      async erase(client, { personId, guildId }) {
        const where = 'person_id = $1 AND ($2::int8 IS NULL OR guild_id = $2)';
        const { rows, more } = await forgetCalls(client, where, [personId, guildId]);
        return { rows: { [CALL]: rows }, next: more ? 0 : null };
      },
    },
    deleteRows('public.ai_opt_out', 'user_id'),
  ],
  holds: [],
  ofGuild: {
    parts: [
      deleteGuildRows('public.ai_sample'),
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
