import { randomUUID } from 'node:crypto';
import type { Clock } from '#core/platform/clock.ts';
import { type Database, isConnectionError, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { tryOut } from '#core/platform/try-out.server.ts';
import { exportNodes } from './export-nodes.server.ts';
import { getNode } from './get-node.server.ts';
import { type Change, putStates } from './internal/states.server.ts';
import type { NodeState } from './schema.ts';
import { searchKnowledge } from './search-knowledge.server.ts';

/** A guild that nobody has: Discord's first snowflakes are from 2015. */
const GUILD = '1';
const WORDS = 'quokka-canary';

/**
 * A probe of what is promised about a guild's knowledge: an entry is written, changed and related as somebody would, looked
 * for in every way that people have to it, and taken back.
 */
export function knowledgeProbes({ db, clock }: { db: Database; clock: Clock }): Probe[] {
  return [{ promise: 'P04', look: async () => keptUnless(await tryEntry({ db, clock })) }];
}

/** @returns codes of what did not come back */
async function tryEntry({ db, clock }: { db: Database; clock: Clock }): Promise<string[]> {
  return tryOut(db.for('serve-guild'), async (client) => {
    const inside = within({ pool: client });
    const act = { guildId: GUILD, accountId: null, nowMs: clock.now() };
    const [topic, rule] = [randomUUID(), randomUUID()];
    const state = (kind: NodeState['kind'], text: string): NodeState => ({
      kind,
      title: WORDS,
      text,
      source: 'written',
      reviewOn: null,
      discordId: null,
      relations: [],
    });
    const [before, after] = [
      state('rule', 'first'),
      { ...state('rule', 'second'), relations: [{ type: 'about' as const, to: topic }] },
    ];
    const made = (id: string, to: NodeState): Change => ({ id, what: 'created', before: null, after: to });
    await putStates(client, act, [made(topic, state('topic', '')), made(rule, before)]);
    await putStates(client, act, [{ id: rule, what: 'changed', before, after }]);
    const versions = await client.query<{ before: NodeState | null }>(
      'SELECT before FROM knowledge_version WHERE guild_id = $1 AND node_id = $2 ORDER BY number',
      [GUILD, rule],
    );
    const { neighbours } = await getNode({ db: inside, clock }, { guildId: GUILD, nodeId: rule });
    const exported = (await exportNodes(inside, { guildId: GUILD })).find(({ id }) => id === rule);
    const found = await searchKnowledge(inside, { guildId: GUILD }, { words: WORDS, limit: 5 }, { clock });
    return [
      ...(exported?.text === 'second' ? [] : ['entry lost']),
      ...(neighbours.some(({ id }) => id === topic) && exported?.relations.length === 1 ? [] : ['relation lost']),
      ...(versions.rows.length === 2 && versions.rows[1]?.before?.text === 'first' ? [] : ['version lost']),
      ...(found.some(({ node }) => node.id === rule) ? [] : ['not found by its words']),
    ];
  }).catch((error: unknown) => {
    if (isConnectionError(error)) throw error;
    return ['refused'];
  });
}
