import { listSuspended } from '#core/accounts/list-suspended.server.ts';
import { listGrants } from '#core/billing/list-grants.server.ts';
import { listReversals } from '#core/billing/list-reversals.server.ts';
import { getGatewayState } from '#core/gateway/get-gateway-state.server.ts';
import { listRetention } from '#core/privacy/list-retention.server.ts';
import type { Dependencies } from './dependencies.server.ts';

const MOST_ROWS = 200;

/** What the operator page shows. */
export async function readOperatorPage(deps: Dependencies) {
  const [gateway, grants, reversals, suspended, retention] = await Promise.all([
    getGatewayState(deps.counts),
    listGrants(deps, MOST_ROWS),
    listReversals(deps.db, MOST_ROWS),
    listSuspended(deps.db, MOST_ROWS),
    listRetention(deps.db),
  ]);
  return { gateway, grants, reversals, suspended, retention };
}
