import { sha256 } from '#core/platform/crypto.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { compareWithRegistry } from './check-registry.server.ts';
import { listStrangeKeys } from './list-strange-keys.server.ts';
import { stores } from './registry/stores.ts';
import { listColumns, registry } from './registry.ts';

/** Probes of what is promised about what is kept at all. */
export function registryProbes(db: Database): Probe[] {
  return [
    {
      promise: 'P11',
      async look() {
        const found = [
          ...(await compareWithRegistry(db.for('keep-promises').pool)),
          ...(await listStrangeKeys(db.for('keep-promises').pool)),
        ];
        return keptUnless(found, {
          tables: Object.keys(registry).length,
          columns: listColumns().length,
          stores: stores.length,
          registryHash: sha256(JSON.stringify([registry, stores]))
            .toString('hex')
            .slice(0, 16),
        });
      },
    },
  ];
}
