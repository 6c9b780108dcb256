import { listSuspended } from '#core/accounts/list-suspended.server.ts';
import { listGrants } from '#core/billing/list-grants.server.ts';
import { getGatewayState } from '#core/gateway/get-gateway-state.server.ts';
import type { Dependencies } from './dependencies.server.ts';

const MOST_ROWS = 200;

/** What the operator page shows. */
export async function readOperatorPage(deps: Dependencies) {
  const [gateway, grants, suspended] = await Promise.all([
    getGatewayState(deps.db),
    listGrants(deps, MOST_ROWS),
    listSuspended(deps.db, MOST_ROWS),
  ]);
  return { gateway, grants, suspended };
}
