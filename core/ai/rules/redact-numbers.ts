/** Digits that stand together; `gap` is what is between them and the group before, where that belongs to the same number. */
export interface Group {
  digits: string;
  start: number;
  end: number;
  gap: string | undefined;
}

/** All groups of digits of a text, in its order. @param gaps between groups of one number, at most four characters */
export function groupsOf(text: string, gaps: RegExp): Group[] {
  const groups: Group[] = [];
  let before = -1;
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    const gap = before < 0 || index - before > 4 ? '' : text.slice(before, index);
    groups.push({ digits, start: index, end: index + digits.length, gap: gaps.test(gap) ? gap : undefined });
    before = index + digits.length;
  }
  return groups;
}

/** Groups from one on that may be one number, with so many digits: the longest first. */
export function windowsFrom(
  groups: readonly Group[],
  from: number,
  { least, most }: { least: number; most: number },
): Group[][] {
  const windows: Group[][] = [];
  const window: Group[] = [];
  let count = 0;
  for (let at = from; at < groups.length && window.length < most; at++) {
    const group = groups[at];
    if (!group || (at > from && group.gap === undefined)) break;
    count += group.digits.length;
    if (count > most) break;
    window.push(group);
    if (count >= least) windows.push([...window]);
  }
  return windows.reverse();
}

export function digitsOf(window: readonly Group[]): string {
  return window.map(({ digits }) => digits).join('');
}

/** How many digits stand together: `3-3-4`. */
export function layoutOf(window: readonly Group[]): string {
  return window.map(({ digits }) => digits.length).join('-');
}
