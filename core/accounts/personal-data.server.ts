import { sendNews } from '#core/platform/bus.server.ts';
import {
  deleteRows,
  type ErasePart,
  keepGuildRows,
  keepRows,
  type PersonalDataHolder,
} from '#core/platform/personal-data.server.ts';

const sessions = deleteRows('public.session', 'account_id');

const [OPENED_UNTIL, SEEN_UNTIL] = [`max(opened_at) + interval '3 years'`, `max(last_at) + interval '3 years'`];
const ofAccess = { where: '(staff_id = $1 OR person_id = $1)', guildColumn: 'guild_id' };

/** The person's own roles go; of roles that they gave, it is forgotten who did. */
const own = deleteRows('public.staff_member', 'account_id');
const roles: ErasePart = {
  ...own,
  async erase(client, scope, from) {
    const erased = await own.erase(client, scope, from);
    if (scope.guildId !== null) return erased;
    const { rowCount } = await client.query('UPDATE staff_member SET given_by = NULL WHERE given_by = $1', [
      scope.personId,
    ]);
    return { ...erased, rows: { 'public.staff_member': (erased.rows['public.staff_member'] ?? 0) + (rowCount ?? 0) } };
  },
};

/** Accounts and sessions are of no guild. */
export const accountsHolder: PersonalDataHolder = {
  room: 'accounts',
  parts: [
    {
      ...sessions,
      async erase(client, scope, from) {
        const erased = await sessions.erase(client, scope, from);
        if (scope.guildId === null) await sendNews(client, { type: 'session-ended', accountId: scope.personId });
        return erased;
      },
    },
    deleteRows('public.mail_outbox', 'account_id'),
    deleteRows('public.mail_choice', 'account_id'),
    deleteRows('public.access_denial', 'account_id'),
    roles,
    deleteRows('public.account', 'id'),
  ],
  holds: [
    keepRows('public.staff_access', 'accesses', { ...ofAccess, until: OPENED_UNTIL }),
    keepRows('public.staff_view', 'accesses', { ...ofAccess, until: SEEN_UNTIL }),
  ],
  ofGuild: {
    parts: [],
    holds: [
      keepGuildRows('public.staff_access', 'accesses', OPENED_UNTIL),
      keepGuildRows('public.staff_view', 'accesses', SEEN_UNTIL),
    ],
  },
};
