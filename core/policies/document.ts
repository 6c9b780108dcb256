import type { i18n } from 'i18next';
import type { Words } from '#core/i18n/english.ts';
import type { AiUse } from './decisions.ts';
import { promiseIds, promises } from './promises.ts';
import type { PolicyId } from './rules/policy-ids.ts';
import type { Block, PolicySection, PromiseGroup } from './schema.ts';

export type Say = i18n['t'];

/** What the register of data says, in the words that it uses. Handed in by whoever composes it. */
export interface PolicySources {
  purposes: readonly {
    purpose: keyof Words['privacy']['purpose'];
    basis: keyof Words['privacy']['basis'];
    interest: keyof Words['privacy']['interest'] | null;
    tables: readonly SourceTable[];
  }[];
  cookies: readonly { name: string; retention: keyof Words['privacy']['retention'] }[];
  /** Every column and place about a person with its rules, one line each. */
  data: readonly string[];
  /** Every use of a model that the program knows. */
  uses: readonly AiUse[];
}

interface SourceTable {
  /** schema.table */
  table: string;
  /** In English, for tables that have no words of their own. */
  about: string;
  sources: readonly (keyof Words['privacy']['source'])[];
  retention: readonly (keyof Words['privacy']['retention'])[];
}

/** What a table about people holds, as a person is told. */
export function dataWords(t: Say, { table, about }: SourceTable): string {
  return t(`privacy-policy:data.${table}` as 'privacy-policy:data.public.account', { defaultValue: about });
}

/** Subjects of the privacy policy that speak of AI all the same. */
const aiGroups: readonly PromiseGroup[] = ['ai-egress', 'ai-chat', 'training'];

/** Which of the two policies makes a promise: those of the AI policy have an id with A. */
function policyOf(id: string, group: PromiseGroup): PolicyId {
  return id.startsWith('A') || aiGroups.includes(group) ? 'ai' : 'privacy';
}

/** A section: its blocks, and at its end what the policy promises about its subjects. */
export function section(
  t: Say,
  policy: PolicyId,
  head: { id: string; title: string; blocks: Block[]; parts?: PolicySection['parts'] },
  groups: readonly PromiseGroup[],
): PolicySection {
  const made = promiseIds.filter(
    (id) => groups.includes(promises[id].group) && policyOf(id, promises[id].group) === policy,
  );
  const { parts, ...own } = head;
  const sentences = made.map((id) => ({ id, text: t(`promises:${id}`) }));
  return {
    ...own,
    blocks: [
      ...head.blocks,
      ...(sentences.length > 0
        ? [{ kind: 'promises' as const, title: t('privacy-policy:promises'), promises: sentences }]
        : []),
    ],
    ...(parts ? { parts } : {}),
  };
}

export const text = (words: string): Block => ({ kind: 'text', text: words });
