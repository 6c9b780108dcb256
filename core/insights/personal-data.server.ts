import { deleteGuildRows, type PersonalDataHolder } from '#core/platform/personal-data.server.ts';

/** Reports name nobody: they go with their guild alone. */
export const insightsHolder: PersonalDataHolder = {
  room: 'insights',
  parts: [],
  holds: [],
  ofGuild: { parts: [deleteGuildRows('public.insight_report')], holds: [] },
};
