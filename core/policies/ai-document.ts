import { brand } from '#core/platform/brand.ts';
import { type AiUse, decisionKinds, decisions } from './decisions.ts';
import { type Say, section, text } from './document.ts';
import type { Block, PolicyDocument, PromiseGroup } from './schema.ts';

/** Subjects of the policy after the two tables, and what is promised under each. */
const subjects = {
  scope: ['ai-scope', 'label', 'insights', 'recs', 'partners'],
  data: ['ai-egress', 'minimise', 'training', 'ai-chat', 'monetise', 'third', 'retention', 'logs', 'law'],
  oversight: ['oversight', 'moderation', 'appeals', 'security'],
  support: ['support'],
  choices: ['optout', 'rights'],
  children: ['children'],
  limits: ['limits'],
  complaints: ['complaints'],
  governance: ['governance'],
  contact: ['changes', 'contact'],
} as const satisfies Record<string, readonly PromiseGroup[]>;
type Subject = keyof typeof subjects;

/** The AI policy, from the list of uses and the list of decisions. */
export function aiDocument(uses: readonly AiUse[], t: Say): PolicyDocument {
  return {
    title: t('ai-policy:title'),
    lead: t('ai-policy:lead', { brand: brand.name }),
    sections: [
      section(t, 'ai', { id: 'now', title: t('ai-policy:now.title'), blocks: usesNow(uses, t) }, []),
      section(
        t,
        'ai',
        {
          id: 'decisions',
          title: t('ai-policy:decisions.title'),
          blocks: [text(t('ai-policy:decisions.intro')), matrix(t)],
        },
        [],
      ),
      ...(Object.keys(subjects) as Subject[]).map((id) =>
        section(
          t,
          'ai',
          { id, title: t(`ai-policy:${id}.title`), blocks: [text(t(`ai-policy:${id}.intro`))] },
          subjects[id],
        ),
      ),
    ],
  };
}

function usesNow(uses: readonly AiUse[], t: Say): Block[] {
  if (uses.length === 0) return [text(t('ai-policy:now.none'))];
  return [
    text(t('ai-policy:now.some')),
    {
      kind: 'table',
      caption: t('ai-policy:now.title'),
      head: [t('ai-policy:now.use'), t('ai-policy:now.fields'), t('ai-policy:now.optOut')],
      rows: uses.map(({ name, fields, optOut }) => [
        `${t(`ai:feature.${name}.name`)}. ${t(`ai:feature.${name}.does`)}`,
        fields.map((field) => t(`ai:field.${field}`)).join('; '),
        optOut.map((who) => t(`ai:register.${who}`)).join('; '),
      ]),
    },
  ];
}

function matrix(t: Say): Block {
  return {
    kind: 'table',
    caption: t('ai-policy:decisions.title'),
    head: [t('ai-policy:decisions.decision'), t('ai-policy:decisions.who'), t('ai-policy:decisions.model')],
    rows: decisionKinds.map((kind) => [
      t(`ai-policy:decisions.kind.${kind}`),
      t(`ai-policy:decisions.by.${decisions[kind].by}`),
      t(`ai-policy:decisions.role.${decisions[kind].model}`),
    ]),
  };
}
