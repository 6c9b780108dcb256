import { listPurposeUses } from '#core/privacy/list-purpose-uses.server.ts';
import { listRetention } from '#core/privacy/list-retention.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { stores } from '#core/privacy/registry/stores.ts';
import { personalDataByPurpose, registry } from '#core/privacy/registry.ts';
import { listPurposes } from '../components/privacy/purposes.ts';
import type { Dependencies } from './dependencies.server.ts';

/** What the public page says of everything that is kept: the register itself, and what was measured of how long. */
export async function readRegister({ db, clock }: Pick<Dependencies, 'db' | 'clock'>) {
  const [uses, readings] = await Promise.all([listPurposeUses({ db, clock }), listRetention(db)]);
  const reaching = purposeReach.everything.map((purpose) => ({ purpose, tables: [] }));
  return { purposes: [...listPurposes(personalDataByPurpose(), registry), ...reaching], uses, stores, readings };
}
