/** Conversations send nearly all of their texts again with every question. */
const MOST = 1_000;

/** The same work, done once for a text; what it gives is not to be changed. All is forgotten where it would grow without end. */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const made = work(text);
    known.set(text, made);
    return made;
  };
}
