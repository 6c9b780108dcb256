import { keepGuildRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

const PIECE_ROWS = 1_000;

/** An event stays, without who it names and without its words. The chain holds both under salts, which go with them. */
export const auditHolder: PersonalDataHolder = {
  room: 'audit',
  parts: [
    {
      name: 'audit_event',
      tables: ['public.audit_event'],
      async erase(client, { personId, guildId }) {
        const { rowCount } = await client.query(
          `UPDATE audit_event e SET
             actor_id = CASE WHEN actor_id <> $1 THEN actor_id END,
             actor_salt = CASE WHEN actor_id = $1 THEN NULL ELSE actor_salt END,
             subject_id = CASE WHEN subject_id <> $1 THEN subject_id END,
             subject_salt = CASE WHEN subject_id = $1 THEN NULL ELSE subject_salt END,
             reason = NULL, detail = NULL, before = NULL, after = NULL, words_salt = NULL
            WHERE id = ANY(ARRAY(
              SELECT id FROM audit_event WHERE (actor_id = $1 OR subject_id = $1) AND ($2::int8 IS NULL OR guild_id = $2)
               ORDER BY id LIMIT ${PIECE_ROWS}))`,
          [personId, guildId],
        );
        const rows = rowCount ?? 0;
        return { rows: { 'public.audit_event': rows }, next: rows < PIECE_ROWS ? null : 0 };
      },
    },
  ],
  holds: [],
  ofGuild: { parts: [], holds: [keepGuildRows('public.audit_event', 'record')] },
};
