import { deleteGuildRows, deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

/** Conversations go whole: questions, answers, what was read for them and what they proposed. */
export const assistantHolder: PersonalDataHolder = {
  room: 'assistant',
  parts: [
    deleteRows('public.assistant_proposal', 'person_id', 'guild_id'),
    deleteRows('public.assistant_turn', 'person_id', 'guild_id'),
    deleteRows('public.assistant_thread', 'person_id', 'guild_id'),
    deleteRows('public.assistant_expiry', 'person_id'),
  ],
  holds: [],
  ofGuild: {
    parts: [
      deleteGuildRows('public.assistant_proposal'),
      deleteGuildRows('public.assistant_turn'),
      deleteGuildRows('public.assistant_thread'),
    ],
    holds: [],
  },
};
