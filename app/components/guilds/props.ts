/** A guild that the reader may manage. */
export interface PickerGuild {
  id: string;
  name: string;
  right: 'owner' | 'administrator' | 'manager';
  premium: boolean;
  /** Null where the bot is in the guild; else where Discord asks to add it. */
  inviteUrl: string | null;
}
