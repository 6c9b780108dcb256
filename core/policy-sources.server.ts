import { features } from '#core/ai/features.ts';
import type { Register } from '#core/ai/schema.ts';
import { type Purpose, purposes } from '#core/platform/purposes.ts';
import type { AiUse } from '#core/policies/decisions.ts';
import type { PolicySources } from '#core/policies/document.ts';
import { stores } from '#core/privacy/registry/stores.ts';
import { personalDataByPurpose, registry } from '#core/privacy/registry.ts';
import { basisOf, type InterestedPurpose, type PlacedColumn, purposesOf } from '#core/privacy/schema.ts';

/** What the policies are written from, as the register of data has it. Stands above the rooms, which do not know each other. */
export function policySources(): PolicySources {
  const byPurpose = personalDataByPurpose();
  return {
    purposes: purposes.flatMap((purpose) => {
      const columns = byPurpose.get(purpose) ?? [];
      if (columns.length === 0) return [];
      const interest = hasInterest(purpose) ? purpose : null;
      return [{ purpose, basis: basisOf[purpose], interest, tables: tablesOf(columns) }];
    }),
    cookies: stores.filter(({ kind }) => kind === 'cookie').map(({ name, retention }) => ({ name, retention })),
    data: [
      ...[...byPurpose.values()]
        .flat()
        .map(({ table, column, purpose, source, retention, export: exported, erase }) =>
          [`${table}.${column}`, purpose, source, retention, exported, erase].join(' '),
        ),
      ...stores
        .filter(({ subject }) => subject === 'person')
        .flatMap(({ kind, name, retention, erase, ...why }) =>
          purposesOf(why).map((purpose) => [kind, name, purpose, retention, erase].join(' ')),
        ),
    ].sort(),
    uses: usesOf(features),
  };
}

/** Uses of models as the policies speak of them: one that has no words does not compile in the register. */
function usesOf(register: Register): AiUse[] {
  return Object.entries(register).map(([name, feature]) => ({
    name: name as AiUse['name'],
    fields: feature.fields,
    optOut: feature.optOut,
    since: feature.assessment.on,
    rules: [
      feature.purpose,
      `instructions ${feature.promptVersion}`,
      `under age ${feature.underAge}`,
      `one in ${feature.reviewOneIn} is looked at`,
      `read in ${feature.surfaces.join(', ')}`,
    ],
  }));
}

function hasInterest(purpose: Purpose): purpose is InterestedPurpose {
  return basisOf[purpose] === 'legitimate-interests';
}

function tablesOf(columns: readonly PlacedColumn[]) {
  return [...new Set(columns.map(({ table }) => table))].map((table) => {
    const own = columns.filter((column) => column.table === table);
    return {
      table,
      about: registry[table]?.about ?? table,
      sources: [...new Set(own.map(({ source }) => source))],
      retention: [...new Set(own.map(({ retention }) => retention))],
    };
  });
}
