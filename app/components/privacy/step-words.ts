const known = ['refuse', 'check', 'write', 'apply', 'receipt'] as const;
const rooms = [
  ...(['accounts', 'analytics', 'billing', 'guilds', 'audit'] as const),
  ...(['consent', 'privacy', 'policies', 'support', 'knowledge', 'ai', 'assistant'] as const),
];
type StepWord =
  | (typeof known)[number]
  | `room-${(typeof rooms)[number]}`
  | ('staff' | 'guild' | 'guild-settings')
  | 'work';

/**
 * The key of the words of a step: by its name, by what it erases of a guild or in which room of a person. A step that a
 * request has from another version of the program is any work.
 */
export function stepWord(name: string): StepWord {
  if (name.startsWith('guild:')) return name === 'guild:counts' ? 'guild' : 'guild-settings';
  if (name === 'accounts:staff_member') return 'staff';
  const room = rooms.find((one) => name.startsWith(`${one}:`));
  return known.find((one) => one === name) ?? (room ? `room-${room}` : 'work');
}
