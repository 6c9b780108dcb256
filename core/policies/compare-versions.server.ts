import { diffArrays, diffWordsWithSpace } from 'diff';
import type { Block, ComparedLine, PolicyDocument, PolicySection } from './schema.ts';

/** Two texts side by side, line by line, in the order of reading. Of a line that changed, its words are compared. */
export function comparePolicies(before: PolicyDocument, after: PolicyDocument): ComparedLine[] {
  const compared: ComparedLine[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]) => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++)
      compared.push(compareLine(removed[at], added[at]));
    removed = [];
  };
  for (const { value, added, removed: gone } of diffArrays(linesOf(before), linesOf(after))) {
    if (gone) removed = value;
    else if (added) flush(value);
    else {
      flush([]);
      for (const text of value)
        compared.push({ kind: 'same', before: [{ text, changed: false }], after: [{ text, changed: false }] });
    }
  }
  flush([]);
  return compared;
}

function compareLine(before: string | undefined, after: string | undefined): ComparedLine {
  if (before === undefined) return { kind: 'added', before: [], after: [{ text: after ?? '', changed: true }] };
  if (after === undefined) return { kind: 'removed', before: [{ text: before, changed: true }], after: [] };
  const words = diffWordsWithSpace(before, after);
  return {
    kind: 'changed',
    before: words.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, changed: removed })),
    after: words.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, changed: added })),
  };
}

/** A text as lines: headings, paragraphs, rows of tables and promises. */
function linesOf({ title, lead, sections }: PolicyDocument): string[] {
  return [
    title,
    lead,
    ...sections.flatMap((section) => [...partLines(section), ...(section.parts ?? []).flatMap(partLines)]),
  ];
}

function partLines({ title, blocks }: Pick<PolicySection, 'title' | 'blocks'>): string[] {
  return [title, ...blocks.flatMap(blockLines)];
}

function blockLines(block: Block): string[] {
  if (block.kind === 'text') return [block.text];
  if (block.kind === 'table') return block.rows.map((cells) => cells.join(' · '));
  return block.promises.map(({ text }) => text);
}
