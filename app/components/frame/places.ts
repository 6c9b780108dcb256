import type { LucideIcon } from 'lucide-react';
import BotMessageSquare from 'lucide-react/icons/bot-message-square';
import CalendarRange from 'lucide-react/icons/calendar-range';
import ChartNoAxesColumn from 'lucide-react/icons/chart-no-axes-column';
import Download from 'lucide-react/icons/download';
import FileClock from 'lucide-react/icons/file-clock';
import FolderLock from 'lucide-react/icons/folder-lock';
import Gem from 'lucide-react/icons/gem';
import Handshake from 'lucide-react/icons/handshake';
import Hash from 'lucide-react/icons/hash';
import KeyRound from 'lucide-react/icons/key-round';
import Lightbulb from 'lucide-react/icons/lightbulb';
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question';
import Newspaper from 'lucide-react/icons/newspaper';
import Repeat from 'lucide-react/icons/repeat';
import ScrollText from 'lucide-react/icons/scroll-text';
import ServerCog from 'lucide-react/icons/server-cog';
import StickyNote from 'lucide-react/icons/sticky-note';
import TrendingUp from 'lucide-react/icons/trending-up';
import Trophy from 'lucide-react/icons/trophy';
import UserRound from 'lucide-react/icons/user-round';
import Users from 'lucide-react/icons/users';
import Volume2 from 'lucide-react/icons/volume-2';
import Waypoints from 'lucide-react/icons/waypoints';
import { type PeriodPageKey, periodPages } from '../analytics/props.ts';
import { paths } from '../paths.ts';
import type { FrameData } from './props.ts';

export interface Place {
  key:
    | 'today'
    | PeriodPageKey
    | 'top'
    | 'annotations'
    | 'assistant'
    | 'insights'
    | 'knowledge'
    | 'guildAi'
    | 'export'
    | 'digest'
    | 'premium'
    | 'audit'
    | 'allServers'
    | 'operator'
    | 'me'
    | 'staff'
    | 'privacy'
    | 'trust';
  to: string;
  Icon: LucideIcon;
}

const periodIcons: Readonly<Record<PeriodPageKey, LucideIcon>> = {
  overview: CalendarRange,
  messages: Hash,
  voice: Volume2,
  members: UserRound,
  growth: TrendingUp,
  retention: Repeat,
};

/** Pages of the guild in sight, those that are asked for most first. */
export function guildPlaces({ guild }: Pick<FrameData, 'guild'>): Place[] {
  if (!guild) return [];
  return [
    { key: 'today', to: paths.today(guild.id), Icon: ChartNoAxesColumn },
    ...periodPages.map((key) => ({ key, to: paths.period(guild.id, key), Icon: periodIcons[key] })),
    { key: 'top', to: paths.top(guild.id), Icon: Trophy },
    { key: 'annotations', to: paths.annotations(guild.id), Icon: StickyNote },
    { key: 'assistant', to: paths.assistant(guild.id), Icon: MessageCircleQuestion },
    { key: 'insights', to: paths.guildInsights(guild.id), Icon: Lightbulb },
    { key: 'knowledge', to: paths.knowledge(guild.id), Icon: Waypoints },
    { key: 'guildAi', to: paths.guildAi(guild.id), Icon: BotMessageSquare },
    { key: 'export', to: paths.export(guild.id), Icon: Download },
    { key: 'digest', to: paths.digest(guild.id), Icon: Newspaper },
    { key: 'premium', to: paths.premium(guild.id), Icon: Gem },
    { key: 'audit', to: paths.guildAudit(guild.id), Icon: FileClock },
  ];
}

/** Pages that belong to no guild, as far as the viewer may open them. */
export function commonPlaces({ viewer }: Pick<FrameData, 'viewer'>): Place[] {
  const open = viewer && !viewer.suspended;
  return [
    ...(open ? [{ key: 'allServers', to: paths.guilds, Icon: Users } as const] : []),
    ...(open && viewer.hasRole ? [{ key: 'staff', to: paths.staff, Icon: KeyRound } as const] : []),
    ...(open && viewer.staff ? [{ key: 'operator', to: paths.operator, Icon: ServerCog } as const] : []),
    ...(viewer ? [{ key: 'me', to: paths.me, Icon: FolderLock } as const] : []),
    { key: 'privacy', to: paths.privacy, Icon: ScrollText },
    { key: 'trust', to: paths.trust, Icon: Handshake },
  ];
}
