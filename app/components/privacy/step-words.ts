const known = ['refuse', 'check', 'write', 'apply', 'receipt'] as const;
const rooms = ['accounts', 'analytics', 'billing', 'guilds', 'audit', 'consent', 'privacy', 'policies'] as const;
type StepWord = (typeof known)[number] | `room-${(typeof rooms)[number]}` | 'guild' | 'guild-settings' | 'work';

/** The key of the words of a step: by its name, by what it erases of a guild or in which room of a person, else of any work. */
export function stepWord(name: string): StepWord {
  if (name.startsWith('guild:')) return name === 'guild:counts' ? 'guild' : 'guild-settings';
  const room = rooms.find((one) => name.startsWith(`${one}:`));
  return known.find((one) => one === name) ?? (room ? `room-${room}` : 'work');
}
