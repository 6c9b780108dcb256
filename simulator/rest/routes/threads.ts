import type { RESTGetAPIChannelThreadsArchivedPublicResult } from 'discord-api-types/v10';
import { PERMISSION } from '../../world/permissions.ts';
import { CHANNEL_TYPE, type Channel } from '../../world/types.ts';
import { botOnly, type Call, json, type Route } from '../call.ts';
import { FormErrors } from '../form-errors.ts';
import { channelOfBot, requirePermission } from '../reach.ts';
import { channelShape } from '../shapes.ts';

export const threadRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel/threads/archived/public', access: botOnly, answer: listArchived },
];

const publicTypes: ReadonlySet<number> = new Set([CHANNEL_TYPE.publicThread, CHANNEL_TYPE.announcementThread]);

/** Newest archived first; `before` is an ISO 8601 time of archiving. Needs Read Message History. */
function listArchived({ sim, param, query }: Call): Response {
  const { guild, channel, permissions } = channelOfBot(sim, param('channel'));
  requirePermission(permissions, PERMISSION.readMessageHistory);
  const errors = new FormErrors();
  const limit = errors.integer(['limit'], query('limit'), 2, 100, 50);
  errors.throwIfAny();
  const before = query('before') === undefined ? Number.POSITIVE_INFINITY : Date.parse(query('before') ?? '');
  const isListed = (one: Channel) =>
    one.threadParent === channel.index && publicTypes.has(one.type) && sim.world.channelById(one.id) !== null;
  const archivedMs = (one: Channel) => (one.thread?.archived ? one.thread.archivedAtMs : Number.NaN);
  const found = sim.world.channels
    .filter((one) => isListed(one) && archivedMs(one) < before)
    .sort((a, b) => archivedMs(b) - archivedMs(a));
  const threads = found.slice(0, limit).map((thread) => channelShape(guild, thread));
  return json({
    threads: threads as RESTGetAPIChannelThreadsArchivedPublicResult['threads'],
    members: [],
    has_more: found.length > limit,
  } satisfies RESTGetAPIChannelThreadsArchivedPublicResult);
}
