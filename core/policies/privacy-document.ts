import { brand } from '#core/platform/brand.ts';
import { dataWords, type PolicySources, type Say, section, text } from './document.ts';
import type { Block, PolicyDocument } from './schema.ts';
import { vendorIds, vendors } from './vendors.ts';

/** The privacy policy, from what the registries say. */
export function privacyDocument(sources: PolicySources, t: Say): PolicyDocument {
  const own = (...args: Parameters<typeof section> extends [Say, unknown, ...infer Rest] ? Rest : never) =>
    section(t, 'privacy', ...args);
  const name = { brand: brand.name };
  return {
    title: t('privacy-policy:title'),
    lead: t('privacy-policy:lead', name),
    sections: [
      own(
        {
          id: 'who',
          title: t('privacy-policy:who.title'),
          blocks: [
            text(t('privacy-policy:who.operator', name)),
            text(t('privacy-policy:who.scope')),
            text(t('privacy-policy:who.discord')),
          ],
        },
        [],
      ),
      own(
        {
          id: 'purposes',
          title: t('privacy-policy:purposes.title'),
          blocks: [text(t('privacy-policy:purposes.intro'))],
          parts: sources.purposes.map((one) => purposePart(one, t)),
        },
        ['purpose', 'collect', 'notice'],
      ),
      own(
        {
          id: 'payments',
          title: t('privacy-policy:payments.title'),
          blocks: [text(t('privacy-policy:payments.intro'))],
        },
        ['payments'],
      ),
      own(
        {
          id: 'counting',
          title: t('privacy-policy:counting.title'),
          blocks: [text(t('privacy-policy:counting.intro')), text(t('privacy-policy:counting.see'))],
        },
        ['guild-analytics'],
      ),
      own(
        {
          id: 'website',
          title: t('privacy-policy:website.title'),
          blocks: [text(t('privacy-policy:website.intro')), cookieTable(sources, t)],
        },
        ['cookies', 'web-analytics'],
      ),
      own(
        {
          id: 'others',
          title: t('privacy-policy:others.title'),
          blocks: [text(t('privacy-policy:others.intro')), vendorTable(t)],
        },
        [],
      ),
      own(
        {
          id: 'kept',
          title: t('privacy-policy:kept.title'),
          blocks: [
            text(t('privacy-policy:kept.intro')),
            retentionTable(sources, t),
            text(t('privacy-policy:kept.measured')),
          ],
        },
        ['retention'],
      ),
      own(
        {
          id: 'rights',
          title: t('privacy-policy:rights.title'),
          blocks: [text(t('privacy-policy:rights.intro')), rightsTable(t), text(t('privacy-policy:rights.time'))],
        },
        ['rights'],
      ),
      own(
        {
          id: 'children',
          title: t('privacy-policy:children.title'),
          blocks: [text(t('privacy-policy:children.intro'))],
        },
        ['children'],
      ),
      own(
        {
          id: 'security',
          title: t('privacy-policy:security.title'),
          blocks: [text(t('privacy-policy:security.intro')), text(t('privacy-policy:security.limits'))],
        },
        ['security'],
      ),
      own(
        { id: 'changes', title: t('privacy-policy:changes.title'), blocks: [text(t('privacy-policy:changes.intro'))] },
        ['changes'],
      ),
      own(
        {
          id: 'complaints',
          title: t('privacy-policy:complaints.title'),
          blocks: [text(t('privacy-policy:complaints.intro'))],
        },
        [],
      ),
      own(
        { id: 'contact', title: t('privacy-policy:contact.title'), blocks: [text(t('privacy-policy:contact.intro'))] },
        ['contact'],
      ),
    ],
  };
}

function purposePart({ purpose, basis, interest, tables }: PolicySources['purposes'][number], t: Say) {
  const title = t(`privacy:purpose.${purpose}`);
  const ground = [t(`privacy:basis.${basis}`), ...(interest ? [t(`privacy:interest.${interest}`)] : [])].join(' ');
  const rows = tables.map((table) => [
    dataWords(t, table),
    table.sources.map((source) => t(`privacy:source.${source}`)).join(', '),
    table.retention.map((retention) => t(`privacy:retention.${retention}`)).join('; '),
  ]);
  const head = [
    t('privacy-policy:purposes.what'),
    t('privacy-policy:purposes.from'),
    t('privacy-policy:purposes.kept'),
  ];
  return { id: purpose, title, blocks: [text(ground), { kind: 'table' as const, caption: title, head, rows }] };
}

function cookieTable({ cookies }: PolicySources, t: Say): Block {
  return {
    kind: 'table',
    caption: t('privacy-policy:website.title'),
    head: [t('privacy-policy:website.cookie'), t('privacy-policy:website.holds'), t('privacy-policy:website.kept')],
    rows: cookies.map(({ name, retention }) => [
      name,
      t('privacy-policy:website.cookieUse'),
      t(`privacy:retention.${retention}`),
    ]),
  };
}

function vendorTable(t: Say): Block {
  return {
    kind: 'table',
    caption: t('privacy-policy:others.title'),
    head: [
      t('privacy-policy:others.company'),
      t('privacy-policy:others.purpose'),
      t('privacy-policy:others.data'),
      t('privacy-policy:others.hosts'),
    ],
    rows: vendorIds.map((id) => [
      t(`privacy-policy:others.vendor.${id}.name`),
      t(`privacy-policy:others.vendor.${id}.purpose`),
      t(`privacy-policy:others.vendor.${id}.data`),
      vendors[id].hosts.join(', ') || t('privacy-policy:others.set'),
    ]),
  };
}

/** What goes when, the other way round than by purpose. */
function retentionTable({ purposes }: PolicySources, t: Say): Block {
  const kept = new Map<string, Set<string>>();
  for (const table of purposes.flatMap(({ tables }) => tables))
    for (const retention of table.retention) {
      const time = t(`privacy:retention.${retention}`);
      kept.set(time, (kept.get(time) ?? new Set()).add(dataWords(t, table)));
    }
  return {
    kind: 'table',
    caption: t('privacy-policy:kept.title'),
    head: [t('privacy-policy:kept.time'), t('privacy-policy:kept.what')],
    rows: [...kept].map(([time, what]) => [time, [...what].join('; ')]),
  };
}

const rights = ['see', 'export', 'correct', 'erase', 'object', 'restrict', 'withdraw'] as const;

function rightsTable(t: Say): Block {
  return {
    kind: 'table',
    caption: t('privacy-policy:rights.title'),
    head: [t('privacy-policy:rights.right'), t('privacy-policy:rights.how')],
    rows: rights.map((right) => [t(`privacy-policy:rights.${right}`), t(`privacy-policy:rights.${right}How`)]),
  };
}
