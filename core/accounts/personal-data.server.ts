import { sendNews } from '#core/platform/bus.server.ts';
import { deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

const sessions = deleteRows('public.session', 'account_id');

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
    deleteRows('public.account', 'id'),
  ],
  holds: [],
};
