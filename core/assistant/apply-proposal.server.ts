import { chooseDigest, turnDigestOff } from '#core/analytics/choose-digest.server.ts';
import { checkGuildRight, WRITE_AGE_MS } from '#core/guilds/check-guild-right.server.ts';
import type { GuildReader } from '#core/guilds/guild-reader.server.ts';
import { listWritableChannels } from '#core/guilds/list-writable-channels.server.ts';
import { createNode } from '#core/knowledge/create-node.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Database } from '#core/platform/db.server.ts';
import { decideProposal } from './internal/decide-proposal.server.ts';
import type { ProposalContent, Scope } from './schema.ts';

/** The guild was asked anew for the right, a moment ago. */
const JUST_ASKED_MS = 2_000;

interface Deps {
  db: Database;
  clock: Clock;
  reader: GuildReader;
  /** Discord user id of the bot. */
  botId: string;
}

/**
 * Does what was proposed, as the person who says so and by the right they hold at this instant. A message is not posted: it is
 * marked as taken.
 * @returns where what was made of it is; null: nowhere
 * @throws AppError 'not_found' · 'not_allowed' · 'conflict' (decided already, or it cannot be done) · 'discord_unavailable'
 */
export async function applyProposal(deps: Deps, scope: Scope, proposalId: string): Promise<string | null> {
  const asked = { guildId: scope.guildId, accountId: scope.personId };
  await checkGuildRight(deps, asked, WRITE_AGE_MS);
  return decideProposal(deps, scope, { proposalId, state: 'applied' }, (content) => apply(deps, asked, content));
}

async function apply(
  deps: Deps,
  asked: { guildId: string; accountId: string },
  content: ProposalContent,
): Promise<string | null> {
  switch (content.kind) {
    case 'knowledge':
      return `/guilds/${asked.guildId}/knowledge/${await createNode(deps, asked, content.node, { source: 'proposal' })}`;
    case 'message':
      return null;
    default:
      await setDigest(deps, asked, content.value);
      return `/guilds/${asked.guildId}/digest`;
  }
}

async function setDigest(
  deps: Deps,
  asked: { guildId: string; accountId: string },
  channelId: string | null,
): Promise<void> {
  if (channelId === null) return turnDigestOff(deps, asked);
  const channels = await listWritableChannels(deps, asked, JUST_ASKED_MS);
  const channel = channels.find(({ id }) => id === channelId);
  if (!channel || channel.missing.length > 0) throw new AppError('conflict', 'the bot may not write there');
  return chooseDigest(deps, asked, channelId);
}
