import { stores } from '#core/privacy/registry/stores.ts';
import { personalDataByPurpose, registry } from '#core/privacy/registry.ts';
import { listPurposes } from '../components/privacy/purposes.ts';

/** What the public page says of everything that is kept: the register itself. */
export function readRegister() {
  return { purposes: listPurposes(personalDataByPurpose(), registry), stores };
}
