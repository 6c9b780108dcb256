import { redirect } from '@remix-run/node';
import { getGuildPlaces } from '#core/guilds/get-guild-places.server.ts';
import { importNodes } from '#core/knowledge/import-nodes.server.ts';
import { previewImport } from '#core/knowledge/preview-import.server.ts';
import { type FileNode, MOST_FILE_BYTES, readFile } from '#core/knowledge/rules/files.ts';
import { nodesOfStructure } from '#core/knowledge/rules/structure.ts';
import { AppError, isAppError } from '#core/platform/app-error.ts';
import type { ImportOutcome } from '../components/knowledge/import-props.ts';
import { paths } from '../components/paths.ts';
import type { Dependencies } from './dependencies.server.ts';

/** The file once, or its text again from the preview, and what stands around it. */
export const KNOWLEDGE_BODY_BYTES = 3 * MOST_FILE_BYTES + 64 * 1_024;
const SHOWN = 20;

type Read =
  | { nodes: FileNode[]; source: 'structure' | 'csv' | 'json'; text: string | null }
  | { outcome: ImportOutcome };

/**
 * Shows what an import would do, or does it.
 * @returns what would happen or what is wrong, or where to go once it is done
 */
export async function runKnowledgeImport(
  deps: Dependencies,
  { form, guildId, accountId }: { form: FormData; guildId: string; accountId: string },
): Promise<Response | ImportOutcome> {
  const read = await readNodes(deps, guildId, form);
  if ('outcome' in read) return read.outcome;
  const { nodes, source, text } = read;
  if (form.get('intent') === 'apply') {
    try {
      const { added, changed } = await importNodes(deps, { guildId, accountId }, { nodes, source });
      return redirect(`${paths.knowledge(guildId)}?done=imported&added=${added}&changed=${changed}`);
    } catch (error) {
      const what = isAppError(error) && error.code === 'conflict' ? error.params.what : null;
      if (what === 'nodes' || what === 'relations' || what === 'place') return { refused: what };
      throw error;
    }
  }
  const plan = await previewImport(deps.db, { guildId }, { nodes, source });
  const shown = (list: readonly { after: { kind: FileNode['kind']; title: string } }[]) => ({
    count: list.length,
    first: list.slice(0, SHOWN).map(({ after }) => ({ kind: after.kind, title: after.title })),
  });
  return {
    preview: {
      source,
      text,
      added: shown(plan.added),
      changed: shown(plan.changed),
      same: plan.same.length,
      unrelated: plan.unrelated,
    },
  };
}

async function readNodes(deps: Dependencies, guildId: string, form: FormData): Promise<Read> {
  const source = form.get('source');
  if (source === 'structure') {
    const places = await getGuildPlaces(deps, guildId);
    if (places === null) return { outcome: { refused: 'structureGone' } };
    return { nodes: nodesOfStructure(places), source, text: null };
  }
  if (source !== 'file' && source !== 'csv' && source !== 'json')
    throw new AppError('bad_input', 'none of the forms of this page');
  const file = form.get('file');
  const sent = form.get('text');
  const text = typeof sent === 'string' ? sent : file instanceof File && file.name !== '' ? await file.text() : null;
  if (text === null) return { outcome: { wrong: { at: null, field: 'file', why: 'none' } } };
  const kind = source === 'file' ? (/^\uFEFF?\s*\{/.test(text) ? 'json' : 'csv') : source;
  const result = readFile(kind, text);
  return 'problem' in result ? { outcome: { wrong: result.problem } } : { nodes: result.nodes, source: kind, text };
}
