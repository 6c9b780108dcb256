/** Why something of an erased person stays. Each has its sentence under `duty` of the privacy namespace of core/i18n. */
export const duties = [
  /** Books are kept seven years. */
  'books',
  /** The person's own word: without it they would be counted again. */
  'own-word',
  /** Who gave premium to whom has to be answered for. */
  'answerable',
  /** Whose data staff opened has to be answered for. */
  'accesses',
  /** What staff vouched for, looked over and told has to be answered for. */
  'vouching',
] as const;
export type Duty = (typeof duties)[number];
