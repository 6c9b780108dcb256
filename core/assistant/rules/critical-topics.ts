import type { Turn } from '../schema.ts';
import { type CriticalKind, criticalKinds, criticalWords } from './critical-words.ts';

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Looked for in a folded text: whole words of languages that write spaces, and anything of those that do not. */
const patterns = criticalKinds.map((kind) => {
  const words = criticalWords[kind].map((list) =>
    UNSPACED.test(list) ? `(?:${list})` : `(?<![\\p{L}\\p{N}])(?:${list.replaceAll('~', '\\p{L}*')})(?![\\p{L}\\p{N}])`,
  );
  return { kind, found: new RegExp(words.join('|'), 'u') };
});

/** What a mistake would cost much in, of all that these texts speak of. By rules, in whatever language they are written. */
export function criticalTopics(texts: readonly string[]): CriticalKind[] {
  const folded = fold(texts.join('\n'));
  return patterns.flatMap(({ kind, found }) => (found.test(folded) ? [kind] : []));
}

/** All that a turn says: what was asked, answered and proposed. */
export function textsOf({ question, answer, proposals }: Pick<Turn, 'question' | 'answer' | 'proposals'>): string[] {
  const proposed = proposals.flatMap(({ content }) => {
    if (content.kind === 'message') return [content.text];
    return content.kind === 'knowledge' ? [content.node.title, content.node.text] : [];
  });
  return [question, answer, ...proposed];
}

/** Without case, width, accents of European letters, and what stands between the words of a phrase. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[\s'’\-_]+/g, ' ');
}
