import type { TableEntry } from '../schema.ts';
import { guild, table } from './table.ts';

export const insightsTables: Record<string, TableEntry> = {
  'public.insight_report': table(
    'What the totals of seven days of a guild say.',
    {
      subject: guild('guild_id'),
      purpose: 'serve-guild',
      source: 'own',
      retention: 'insight-report',
      export: 'not-personal',
      erase: 'not-personal',
    },
    {
      id: {},
      guild_id: { source: 'discord' },
      kind: { holds: 'weekly or asked' },
      from_day: {},
      to_day: {},
      time_zone: { holds: 'name of the time zone' },
      facts: {
        holds: 'what was found in totals, with its numbers',
        keys: [
          ...['id', 'kind', 'measure', 'channelId', 'noteId', 'direction', 'sure', 'fromDay', 'toDay', 'values'],
          ...['now', 'was', 'change', 'low', 'high', 'weeks', 'since', 'day'],
          ...['weekday', 'hour', 'hourWas', 'part', 'share', 'shareWas', 'base', 'observed'],
        ],
      },
      written_at: {},
      locale: { holds: 'code of the language' },
      wording: { holds: 'waiting, rules or model' },
      why: { holds: 'code of why rules worded it' },
      sentences: {
        holds: 'sentences about totals that a model wrote, as they were shown, and what they rest on',
        keys: ['facts', 'text'],
      },
      withheld: {},
      tries: {},
    },
  ),
};
