import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createNode } from '../create-node.server.ts';
import type { NodeKind } from '../schema.ts';

export const ACCOUNT = '300000000000000001';

/** A clock that a test moves, and a short way to nodes of its guilds. */
export function knowledgeRig(db: WholeDatabase) {
  let nowMs = Date.UTC(2026, 10, 22, 12);
  const deps = { db, clock: { now: () => nowMs } };
  return {
    deps,
    move(ms: number) {
      nowMs += ms;
    },
    add: (guildId: string, kind: NodeKind, title: string, text = '') =>
      createNode(deps, { guildId, accountId: ACCOUNT }, { kind, title, text, reviewOn: null }),
  };
}
