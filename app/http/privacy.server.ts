import { listRetention } from '#core/privacy/list-retention.server.ts';
import { stores } from '#core/privacy/registry/stores.ts';
import { personalDataByPurpose, registry } from '#core/privacy/registry.ts';
import { listPurposes } from '../components/privacy/purposes.ts';
import type { Dependencies } from './dependencies.server.ts';

/** What the public page says of everything that is kept: the register itself, and what was measured of how long. */
export async function readRegister({ db }: Pick<Dependencies, 'db'>) {
  return { purposes: listPurposes(personalDataByPurpose(), registry), stores, readings: await listRetention(db) };
}
