import {
  ACTIVE_VOICE_MS,
  type DefinitionKey,
  MARKED_UNDER,
  NEEDED_OBSERVED,
  SUPPRESSED_UNDER,
} from '#core/analytics/rules.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { stemOf, termsOf } from '#core/knowledge/rules/terms.ts';
import { brand } from '#core/platform/brand.ts';
import type { PolicySources } from '#core/policies/document.ts';
import { policyIds } from '#core/policies/rules/policy-ids.ts';
import type { Block, PolicySection } from '#core/policies/schema.ts';
import { writePolicy } from '#core/policies/write-policy.server.ts';

/** Something that the product explains in its own words. */
export interface Explained {
  title: string;
  text: string;
  /** Of a page of the guild, what comes behind the guild's own path; else the whole path. */
  page: { ofGuild: boolean; path: string };
}

type Speaker = ReturnType<typeof speakerOf>['t'];
/** Documents by language, for the sources they were written from: both stay the same as long as the process. */
const written = new WeakMap<PolicySources, Map<Locale, readonly Explained[]>>();

/** Definitions of every number, what pages are for, and the policies, in a language. */
export function documentsIn(locale: Locale, sources: PolicySources): readonly Explained[] {
  const known = written.get(sources) ?? new Map<Locale, readonly Explained[]>();
  written.set(sources, known);
  const before = known.get(locale);
  if (before) return before;
  const { t } = speakerOf(locale);
  const documents = [...definitions(t, locale), ...pages(t), ...policies(locale, sources)];
  known.set(locale, documents);
  return documents;
}

/** The documents that hold most of a question's words, rare words and short texts first; none where no word is found. */
export function searchDocuments(documents: readonly Explained[], words: string, limit: number): Explained[] {
  const terms = [...new Set(termsOf(words))].map((term) => stemOf(term) ?? term);
  const held = documents.map((document) => ({
    document,
    title: termsOf(document.title),
    text: termsOf(document.text),
  }));
  const has = (list: readonly string[], term: string) => list.some((one) => one.startsWith(term));
  const average = held.reduce((sum, { text }) => sum + text.length, 0) / held.length;
  const scores = new Map<Explained, number>();
  for (const term of terms) {
    const hits = held.filter(({ title, text }) => has(title, term) || has(text, term));
    const rarity = Math.log(1 + (held.length - hits.length + 0.5) / (hits.length + 0.5));
    for (const { document, title, text } of hits) {
      const weight = has(title, term) ? 3 : 1 / (0.5 + (0.5 * text.length) / average);
      scores.set(document, (scores.get(document) ?? 0) + rarity * weight);
    }
  }
  const best = Math.max(...scores.values());
  return [...scores]
    .filter(([, score]) => score >= best / 2)
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([document]) => document);
}

function definitions(t: Speaker, locale: Locale): Explained[] {
  const share = (value: number) => new Intl.NumberFormat(locale, { style: 'percent' }).format(value);
  const numbers = { minutes: ACTIVE_VOICE_MS / 60_000, needed: share(NEEDED_OBSERVED), few: SUPPRESSED_UNDER };
  const titles: Readonly<Record<DefinitionKey, [title: string, page: string]>> = {
    message: [t('analytics:chart.messages'), 'messages'],
    voice: [t('analytics:chart.voice'), 'voice'],
    active: [t('analytics:chart.active'), 'members'],
    coverage: [t('assistant:tool.coverage'), 'overview'],
    hour: [t('assistant:tool.days'), ''],
    channel: [t('assistant:tool.channels'), 'messages'],
    poster: [t('analytics:chart.posters'), 'messages'],
    voiceUser: [t('analytics:chart.voiceUsers'), 'voice'],
    peak: [t('analytics:chart.peak'), 'voice'],
    activeWeek: [t('analytics:chart.activeWeek'), 'members'],
    activeMonth: [t('analytics:chart.activeMonth'), 'members'],
    newcomer: [t('analytics:chart.newcomers'), 'members'],
    returned: [t('analytics:chart.returned'), 'members'],
    lapsed: [t('analytics:chart.lapsed'), 'members'],
    regular: [t('analytics:chart.regulars'), 'members'],
    join: [t('analytics:chart.joins'), 'growth'],
    leave: [t('analytics:chart.leaves'), 'growth'],
    net: [t('assistant:fact.net'), 'growth'],
    tenure: [t('analytics:growth.tenure'), 'growth'],
    retention: [t('assistant:tool.retention'), 'retention'],
    invite: [t('assistant:tool.invites'), 'retention'],
    weekHours: [t('assistant:tool.week_hours'), 'messages'],
    topMember: [t('analytics:top.title'), 'top'],
  };
  return (Object.keys(titles) as DefinitionKey[]).map((key) => ({
    title: titles[key][0],
    text: t(`analytics:definition.${key}`, { ...numbers, share: share(MARKED_UNDER) }),
    page: { ofGuild: true, path: titles[key][1] },
  }));
}

function pages(t: Speaker): Explained[] {
  const page = (title: string, path: string, ...text: string[]) => ({
    title,
    text: text.join(' '),
    page: { ofGuild: true, path },
  });
  return [
    page(t('digest:title'), 'digest', t('digest:lead'), t('digest:off')),
    page(t('knowledge:title'), 'knowledge', t('knowledge:lead'), t('knowledge:nobody')),
    page(t('export:title'), 'export', t('export:lead')),
    page(t('billing:title'), 'premium', t('billing:offer.count'), t('billing:offer.history'), t('billing:offer.exact')),
    { title: t('api:title'), text: t('api:lead', { brand: brand.name }), page: { ofGuild: false, path: '/api/docs' } },
  ];
}

function policies(locale: Locale, sources: PolicySources): Explained[] {
  return policyIds.flatMap((policy) =>
    writePolicy(policy, sources, locale).document.sections.map((section) => ({
      title: section.title,
      text: wordsOf(section),
      page: { ofGuild: false, path: `/policies/${policy}#${section.id}` },
    })),
  );
}

function wordsOf({ blocks }: Pick<PolicySection, 'blocks'>): string {
  return blocks.map(wordsOfBlock).join(' ');
}

function wordsOfBlock(block: Block): string {
  if (block.kind === 'text') return block.text;
  if (block.kind === 'promises') return block.promises.map(({ text }) => text).join(' ');
  return block.rows.map((row) => row.join(': ')).join('; ');
}
