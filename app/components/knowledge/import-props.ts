import type { FileProblem } from '#core/knowledge/rules/files.ts';
import type { NodeKind } from '#core/knowledge/schema.ts';

interface Shown {
  count: number;
  first: { kind: NodeKind; title: string }[];
}

export interface ImportPreview {
  source: 'structure' | 'csv' | 'json';
  /** The file again, for the form that imports it; null of the structure. */
  text: string | null;
  added: Shown;
  changed: Shown;
  same: number;
  unrelated: number;
}

export type ImportOutcome =
  | { preview: ImportPreview }
  | { wrong: Omit<FileProblem, 'why'> & { why: FileProblem['why'] | 'none' } }
  | { refused: 'nodes' | 'relations' | 'place' | 'structureGone' };
