import {
  deleteGuildRows,
  deleteRows,
  keepGuildRows,
  type PersonalDataHolder,
} from '#core/platform/personal-data.server.ts';

/** A token goes with who made it: nobody else knows where it is used. */
export const guildsHolder: PersonalDataHolder = {
  room: 'guilds',
  parts: [deleteRows('public.api_token', 'created_by', 'guild_id')],
  holds: [],
  ofGuild: {
    parts: [deleteGuildRows('public.api_token'), deleteGuildRows('public.structure_read')],
    holds: [keepGuildRows('public.guild', 'bot')],
  },
};
