import { ChartNoAxesColumn, Download, Gem, type LucideIcon, ScrollText, ServerCog, Users } from 'lucide-react';
import { paths } from '../paths.ts';
import type { FrameData } from './props.ts';

export interface Place {
  key: 'overview' | 'export' | 'premium' | 'allServers' | 'operator' | 'privacy';
  to: string;
  Icon: LucideIcon;
}

/** Pages of the guild in sight. */
export function guildPlaces({ guild }: Pick<FrameData, 'guild'>): Place[] {
  if (!guild) return [];
  return [
    { key: 'overview', to: paths.overview(guild.id), Icon: ChartNoAxesColumn },
    { key: 'export', to: paths.export(guild.id), Icon: Download },
    { key: 'premium', to: paths.premium(guild.id), Icon: Gem },
  ];
}

/** Pages that belong to no guild, as far as the viewer may open them. */
export function commonPlaces({ viewer }: Pick<FrameData, 'viewer'>): Place[] {
  const open = viewer && !viewer.suspended;
  return [
    ...(open ? [{ key: 'allServers', to: paths.guilds, Icon: Users } as const] : []),
    ...(open && viewer.staff ? [{ key: 'operator', to: paths.operator, Icon: ServerCog } as const] : []),
    { key: 'privacy', to: paths.privacy, Icon: ScrollText },
  ];
}
