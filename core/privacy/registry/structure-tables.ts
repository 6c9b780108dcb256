import type { TableEntry } from '../schema.ts';
import { guild, table } from './table.ts';

export const structureTables: Record<string, TableEntry> = {
  'public.structure_read': table(
    'How often channels and roles of a guild were asked of Discord, and for what.',
    {
      subject: guild('guild_id'),
      purpose: 'accountability',
      source: 'own',
      retention: 'operations',
      export: 'not-personal',
      erase: 'not-personal',
    },
    {
      guild_id: { source: 'discord' },
      day: {},
      what: { holds: 'roles, channels or threads' },
      why: { holds: 'dashboard, ask, digest or fill-gaps' },
      reads: {},
      last_at: {},
    },
  ),
};
