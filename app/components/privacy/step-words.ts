const known = ['refuse', 'guild', 'check', 'write', 'apply', 'receipt'] as const;
const rooms = ['accounts', 'analytics', 'billing', 'guilds', 'audit', 'consent', 'privacy', 'policies'] as const;
type StepWord = (typeof known)[number] | `room-${(typeof rooms)[number]}` | 'work';

/** The key of the words of a step: by its name, by the room whose part it erases, else that of any work. */
export function stepWord(name: string): StepWord {
  const room = rooms.find((one) => name.startsWith(`${one}:`));
  return known.find((one) => one === name) ?? (room ? `room-${room}` : 'work');
}
