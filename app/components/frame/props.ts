import type { Locale } from '#core/i18n/rules.ts';
import type { PendingNotice } from '#core/policies/schema.ts';

export interface FrameGuild {
  id: string;
  name: string;
}

export interface Viewer {
  name: string;
  /** An admin of this instance. */
  staff: boolean;
  /** Has a role, and so the page for staff. */
  hasRole: boolean;
  suspended: boolean;
}

/** What stands around every page. */
export interface FrameData {
  /** Null for a visitor. */
  viewer: Viewer | null;
  /** Guilds with the bot that the viewer may manage, for the switcher and the command menu. */
  guilds: readonly FrameGuild[];
  /** The guild whose page this is. */
  guild: FrameGuild | null;
  /** Null: as the device. */
  theme: 'light' | 'dark' | null;
  /** What the viewer chose, null: as the browser asks; and what there is to choose from. */
  language: { chosen: Locale | null; offered: readonly Locale[] };
  /** Words above every page, for instances that are not what a visitor may take them for. */
  notice: string | null;
  /** What the viewer has to be told and has not put away. */
  pending: readonly PendingNotice[];
}
