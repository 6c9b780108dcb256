import type { Purpose } from '#core/platform/purposes.ts';
import { accountTables } from './registry/account-tables.ts';
import { aiTables } from './registry/ai-tables.ts';
import { analyticsTables } from './registry/analytics-tables.ts';
import { assistantTables } from './registry/assistant-tables.ts';
import { consentTables } from './registry/consent-tables.ts';
import { gatewayTables } from './registry/gateway-tables.ts';
import { insightsTables } from './registry/insights-tables.ts';
import { knowledgeTables } from './registry/knowledge-tables.ts';
import { policiesTables } from './registry/policies-tables.ts';
import { publicTables } from './registry/public-tables.ts';
import { queueTables } from './registry/queue-tables.ts';
import { retentionTables } from './registry/retention-tables.ts';
import { rightsTables } from './registry/rights-tables.ts';
import { structureTables } from './registry/structure-tables.ts';
import { supportTables } from './registry/support-tables.ts';
import { type PlacedColumn, purposesOf, type TableEntry } from './schema.ts';

/**
 * Every column of every table and view, by `schema.table`. Partitions count through their parent.
 * Default deny: what the live catalog has and this has not fails the tests and the boot.
 */
export const registry: Readonly<Record<string, TableEntry>> = {
  ...publicTables,
  ...policiesTables,
  ...accountTables,
  ...supportTables,
  ...aiTables,
  ...assistantTables,
  ...gatewayTables,
  ...analyticsTables,
  ...queueTables,
  ...consentTables,
  ...rightsTables,
  ...retentionTables,
  ...structureTables,
  ...knowledgeTables,
  ...insightsTables,
};

/** Every entry with its place, in the order of the registry. */
export function listColumns(): PlacedColumn[] {
  return Object.entries(registry).flatMap(([table, entry]) =>
    Object.entries(entry.columns).map(([column, own]) => ({ table, column, ...own })),
  );
}

/**
 * What each purpose uses of people: the columns about a person, by purpose; one that serves two stands under each. Purposes
 * without one are left out.
 */
export function personalDataByPurpose(): Map<Purpose, PlacedColumn[]> {
  const personal = listColumns().filter(({ subject }) => subject.of === 'person' || subject.of === 'people');
  const groups = new Map<Purpose, PlacedColumn[]>();
  for (const column of personal)
    for (const purpose of purposesOf(column))
      groups.set(purpose, [...(groups.get(purpose) ?? []), { ...column, purpose }]);
  return groups;
}
