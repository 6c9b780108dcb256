import { deleteRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

/** Answers and notices are of no guild. */
export const consentHolder: PersonalDataHolder = {
  room: 'consent',
  parts: [deleteRows('public.consent_event', 'user_id'), deleteRows('public.notice_receipt', 'user_id')],
  holds: [],
};
