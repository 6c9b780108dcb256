import { deleteRows, keepRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

const inNoGuild = (where: string) => `(${where}) AND $2::int8 IS NULL`;
const years = (column: string) => `max(${column}) + interval '3 years'`;

/** What somebody was told goes; what staff vouched for, looked over and told stays as long as every decision. */
export const policiesHolder: PersonalDataHolder = {
  room: 'policies',
  parts: [deleteRows('public.notice_delivery', 'account_id')],
  holds: [
    keepRows('public.attestation', 'vouching', { where: inNoGuild('attested_by = $1'), until: years('expires_at') }),
    keepRows('public.audit_plan', 'vouching', {
      where: inNoGuild('planned_by = $1 OR done_by = $1'),
      until: years('done_at'),
    }),
    keepRows('public.incident', 'vouching', {
      where: inNoGuild('opened_by = $1 OR closed_by = $1'),
      until: years('closed_at'),
    }),
    keepRows('public.incident_notice', 'vouching', { where: inNoGuild('sent_by = $1'), until: years('sent_at') }),
  ],
};
