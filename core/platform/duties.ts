/** Why something of an erased person stays. Each has its sentence under `duty` of the privacy namespace of core/i18n. */
export const duties = [
  /** Books are kept to the end of the seventh calendar year after. */
  'books',
  /** The person's own word: without it they would be counted again. */
  'own-word',
  /** Who gave premium to whom has to be answered for. */
  'answerable',
  /** Whose data staff opened has to be answered for. */
  'accesses',
  /** What staff vouched for, looked over and told has to be answered for. */
  'vouching',
  /** Of a guild that has the bot: without it the bot could not serve it. Goes when the bot is gone. */
  'bot',
  /** Whether and since when a guild has premium. */
  'premium',
  /** What was done in a guild has to be answered for. */
  'record',
  /** A row of a guild that is a person's own: theirs to see and to erase. */
  'theirs',
] as const;
export type Duty = (typeof duties)[number];
