import { z } from 'zod';
import {
  LONGEST_TEXT,
  MOST_NODES,
  MOST_RELATIONS,
  type NodeProblem,
  nodeProblems,
  nodeSchema,
  relationTypes,
} from '../schema.ts';
import { csvLine, fromCell, readCsv } from './csv.ts';

export const FILE_SCHEMA = 'procord.knowledge/1';
export const fileColumns = ['id', 'kind', 'title', 'text', 'review_on', 'discord_id', 'relations'] as const;

/** What a file of a graph may weigh at most: all nodes with all their words. */
export const MOST_FILE_BYTES = 4 * 1_024 * 1_024;

/** A node as files carry it. Relations lead to other nodes by their ids in the file, or to nodes of the guild. */
export interface FileNode {
  /** Unique within the file. */
  id: string;
  kind: z.infer<typeof nodeSchema>['kind'];
  title: string;
  text: string;
  reviewOn: string | null;
  discordId: string | null;
  relations: { type: (typeof relationTypes)[number]; to: string }[];
}

/** What is wrong with a file, and where: counted from 1, in nodes. Null of the whole. */
export interface FileProblem {
  at: number | null;
  field: string;
  why: NodeProblem | 'form' | 'many' | 'twice';
}

const idSchema = z.string().trim().min(1).max(80);
const extra = z.object({
  id: idSchema,
  discordId: z.preprocess(
    (value) => (value === '' ? null : value),
    z
      .string()
      .regex(/^\d{1,20}$/)
      .nullable(),
  ),
  relations: z.array(z.object({ type: z.enum(relationTypes), to: idSchema })).max(MOST_RELATIONS),
});
const jsonSchema = z.object({ schema: z.literal(FILE_SCHEMA), nodes: z.array(z.unknown()) });

type Read = { nodes: FileNode[] } | { problem: FileProblem };
const refuse = (field: string, why: FileProblem['why'], at: number | null = null): Read => ({
  problem: { at, field, why },
});

export function writeJson(nodes: readonly FileNode[]): string {
  return `${JSON.stringify({ schema: FILE_SCHEMA, nodes }, null, 2)}\n`;
}

export function writeCsv(nodes: readonly FileNode[]): string {
  const lines = nodes.map((node) =>
    csvLine([
      node.id,
      node.kind,
      node.title,
      node.text,
      node.reviewOn ?? '',
      node.discordId ?? '',
      node.relations.map(({ type, to }) => `${type} ${to}`).join('; '),
    ]),
  );
  return `${csvLine(fileColumns)}${lines.join('')}`;
}

/** A file that was exported here, or written by hand in the same form. In CSV, `id` and what follows `text` may be left out. */
export function readFile(kind: 'csv' | 'json', text: string): Read {
  if (text.length > MOST_FILE_BYTES) return refuse('file', 'many');
  const raw = kind === 'csv' ? rowsOf(text) : itemsOf(text);
  if (raw === null) return refuse('file', 'form');
  if (raw.length > MOST_NODES) return refuse('file', 'many');
  const nodes: FileNode[] = [];
  const ids = new Set<string>();
  for (const [index, item] of raw.entries()) {
    const at = index + 1;
    const words = nodeSchema.safeParse(item);
    if (!words.success) {
      const [issue] = words.error.issues;
      const why = nodeProblems.find((one) => one === issue?.message) ?? 'form';
      return refuse(String(issue?.path[0] ?? 'file'), why, at);
    }
    const rest = extra.safeParse(item);
    if (!rest.success) return refuse(String(rest.error.issues[0]?.path[0] ?? 'file'), 'form', at);
    if (ids.has(rest.data.id)) return refuse('id', 'twice', at);
    ids.add(rest.data.id);
    nodes.push({ ...words.data, ...rest.data });
  }
  return { nodes };
}

function itemsOf(text: string): unknown[] | null {
  try {
    const parsed = jsonSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.nodes : null;
  } catch {
    return null;
  }
}

function rowsOf(text: string): unknown[] | null {
  const [head, ...rows] = readCsv(text);
  if (!head || !['kind', 'title', 'text'].every((column) => head.includes(column))) return null;
  return rows.map((row, index) => {
    const cellOf = (name: (typeof fileColumns)[number]) => fromCell(row[head.indexOf(name)] ?? '');
    return {
      id: cellOf('id') || `line ${index + 1}`,
      kind: cellOf('kind'),
      title: cellOf('title'),
      text: cellOf('text').slice(0, LONGEST_TEXT + 1),
      reviewOn: cellOf('review_on'),
      discordId: cellOf('discord_id'),
      relations: cellOf('relations')
        .split(';')
        .map((one) => one.trim())
        .filter(Boolean)
        .map((one) => ({ type: one.slice(0, one.indexOf(' ')), to: one.slice(one.indexOf(' ') + 1) })),
    };
  });
}
