/** Why something of an erased person stays. Each has its sentence under `duty` of the privacy namespace of core/i18n. */
export const duties = [
  /** Books are kept seven years. */
  'books',
  /** The person's own word: without it they would be counted again. */
  'own-word',
  /** Who gave premium to whom has to be answered for. */
  'answerable',
] as const;
export type Duty = (typeof duties)[number];
