import { deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

const own = deleteRows('public.contact_case', 'account_id');

/**
 * Letters are of no guild. The person's own go, and reports that they are under age; of what they answered or decided as
 * staff it is forgotten who did.
 */
export const supportHolder: PersonalDataHolder = {
  room: 'support',
  parts: [
    {
      ...own,
      async erase(client, scope, from) {
        const erased = await own.erase(client, scope, from);
        if (scope.guildId !== null) return erased;
        const { rowCount } = await client.query('UPDATE contact_case SET answered_by = NULL WHERE answered_by = $1', [
          scope.personId,
        ]);
        const rows = (erased.rows['public.contact_case'] ?? 0) + (rowCount ?? 0);
        return { ...erased, rows: { 'public.contact_case': rows } };
      },
    },
    {
      name: 'under_age_report',
      tables: ['public.under_age_report'],
      async erase(client, { personId, guildId }) {
        if (guildId !== null) return { rows: { 'public.under_age_report': 0 }, next: null };
        const gone = await client.query('DELETE FROM under_age_report WHERE person_id = $1', [personId]);
        const cut = await client.query('UPDATE under_age_report SET decided_by = NULL WHERE decided_by = $1', [
          personId,
        ]);
        return { rows: { 'public.under_age_report': (gone.rowCount ?? 0) + (cut.rowCount ?? 0) }, next: null };
      },
    },
  ],
  holds: [],
};
