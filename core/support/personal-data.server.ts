import { deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

const own = deleteRows('public.contact_case', 'account_id');

/** Letters are of no guild. The person's own go; of those that they answered as staff, it is forgotten who did. */
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
  ],
  holds: [],
};
