import type { Clock } from '#core/platform/clock.ts';
import { type Database, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { createLog } from '#core/platform/log.server.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { askModel } from './ask-model.server.ts';
import { features } from './features.ts';
import type { composeRequest } from './internal/compose-request.ts';
import { forbiddenProbes } from './internal/probe-forbidden.server.ts';
import { type ImprovementDeps, improvementProbes } from './internal/probe-improvement.server.ts';
import { ledgerProbes } from './internal/probe-ledger.server.ts';
import { policyProbes } from './internal/probe-policy.server.ts';
import { sendingProbes } from './internal/probe-sending.server.ts';
import type { reserveWithin } from './internal/reserve-call.server.ts';
import type { ModelAccess } from './model-client.server.ts';
import type { readRegister } from './read-register.server.ts';
import type { Register } from './schema.ts';

interface Deps {
  db: Database;
  clock: Clock;
  register?: Register;
  /** Mechanisms, as they are tried. */
  ask?: typeof askModel;
  reserve?: typeof reserveWithin;
  access?: Pick<ModelAccess, 'fetch'>;
  compose?: typeof composeRequest;
  read?: typeof readRegister;
  addUp?: NonNullable<ImprovementDeps['addUp']>;
  list?: NonNullable<ImprovementDeps['list']>;
}

/** Probes of what is promised about every use of a model. Nothing that they try leaves, or stays. */
export function aiProbes({ register = features, ask = askModel, ...deps }: Deps): Probe[] {
  const { db, clock } = deps;
  return [
    {
      promise: 'A01',
      async look() {
        const found = await tryOut(db.for('use-model'), async (client) => {
          const inside = { ...db, ...within({ pool: client }) };
          const log = createLog('probe', 'silent');
          const asked = { feature: 'a use that is not there', personId: null, guildId: null, messages: [] };
          const answer = await ask({ db: inside, clock, log, models: null, register }, asked);
          return answer.state === 'refused' && answer.reason === 'unknown' ? [] : ['a use that is not on the list'];
        });
        return keptUnless(found, { aiUses: Object.keys(register) });
      },
    },
    ...forbiddenProbes({ register, ...deps }),
    ...ledgerProbes({ register, ...deps }),
    ...sendingProbes({ register, ...deps }),
    ...policyProbes({ register, ...deps }),
    ...improvementProbes(deps),
  ];
}
