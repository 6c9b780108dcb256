import type { ColumnEntry, TableEntry } from '../schema.ts';
import { guild, nobody, person, table } from './table.ts';

const ofMember: Omit<ColumnEntry, 'holds'> = {
  subject: person('user_id'),
  purpose: 'count-activity',
  source: 'discord',
  retention: 'activity',
  export: 'included',
  erase: 'delete-row',
};
const ofGuild: Omit<ColumnEntry, 'holds'> = {
  subject: guild('guild_id'),
  purpose: 'count-activity',
  source: 'own',
  retention: 'guild',
  export: 'not-personal',
  erase: 'not-personal',
};

export const analyticsTables: Record<string, TableEntry> = {
  'analytics.message_hour': table('Messages per guild, hour, channel and person.', ofMember, {
    guild_id: {},
    channel_id: {},
    user_id: {},
    hour: {},
    messages: { source: 'own' },
  }),
  'analytics.voice_hour': table('Voice time per guild, hour, channel and person.', ofMember, {
    guild_id: {},
    channel_id: {},
    user_id: {},
    hour: {},
    active_ms: { source: 'own' },
    muted_ms: { source: 'own' },
    deafened_ms: { source: 'own' },
    alone_ms: { source: 'own' },
  }),
  'analytics.voice_session': table(
    'Who is in voice now.',
    { ...ofMember, retention: 'presence' },
    { guild_id: {}, user_id: {}, channel_id: {}, flags: {}, accrued_until_ms: { source: 'own' } },
  ),
  'analytics.thread': table(
    'Which channel a thread belongs to.',
    { ...ofGuild, source: 'discord' },
    { guild_id: {}, thread_id: {}, parent_id: {} },
  ),
  'analytics.coverage_gap': table('What was not observed.', ofGuild, {
    id: { subject: nobody },
    shard_count: { subject: nobody },
    shard_id: { subject: nobody },
    guild_id: {},
    kind: { holds: 'all or voice' },
    from_ms: {},
    to_ms: {},
    reason: { holds: 'code of the reason' },
  }),
  'analytics.counting_span': table('When a guild was counted.', ofGuild, {
    id: { subject: nobody },
    guild_id: {},
    from_ms: {},
    to_ms: {},
  }),
  'analytics.objection': table(
    'People who are not to be counted.',
    { ...ofMember, purpose: 'respect-objection', source: 'person', retention: 'objection', erase: 'keep' },
    { user_id: {}, guild_id: {}, created_at: { source: 'own' } },
  ),
};
