import { z } from 'zod';
import { MESSAGE_KIND } from '../ledger/message-log.ts';
import type { SimulatedDiscord } from '../simulated-discord.ts';
import { CREATABLE } from '../traffic/structure.ts';
import type { Channel } from '../world/types.ts';
import { guildOf, UnknownThing } from './apply-fault.ts';

/** Single acts for tests: somebody does something, now. */
export const messagesWish = z.object({
  channelId: z.string(),
  userId: z.string(),
  count: z.int().min(1).max(100_000).default(1),
  kind: z.enum(['human', 'reply', 'bot', 'join', 'pin', 'boost', 'threadStarter']).default('human'),
});

export function sendMessages(sim: SimulatedDiscord, wish: z.infer<typeof messagesWish>): { ids: string[] } {
  const channel = seenChannelOf(sim, wish.channelId);
  const user = personOf(sim, wish.userId);
  const ids: string[] = [];
  for (let i = 0; i < wish.count; i += 1) {
    sim.happen.message(channel, user, MESSAGE_KIND[wish.kind], i % 256);
    if (i < 1000) ids.push(sim.ids.text(sim.ids.lastMs, sim.ids.lastLow));
  }
  return { ids };
}

export const voiceWish = z.object({
  guildId: z.string(),
  userId: z.string(),
  /** Enter or move; null leaves; absent changes the state only. */
  channelId: z.string().nullable().optional(),
  selfMute: z.boolean().optional(),
  selfDeaf: z.boolean().optional(),
  mute: z.boolean().optional(),
  deaf: z.boolean().optional(),
  suppress: z.boolean().optional(),
});

export function actInVoice(sim: SimulatedDiscord, wish: z.infer<typeof voiceWish>): { atMs: number } {
  const guild = guildOf(sim, wish.guildId);
  const user = personOf(sim, wish.userId);
  const { selfMute, selfDeaf, mute, deaf, suppress } = wish;
  const change = {
    ...(selfMute === undefined ? {} : { selfMute }),
    ...(selfDeaf === undefined ? {} : { selfDeaf }),
    ...(mute === undefined ? {} : { mute }),
    ...(deaf === undefined ? {} : { deaf }),
    ...(suppress === undefined ? {} : { suppress }),
  };
  if (wish.channelId === null) sim.happen.leaveVoice(guild, user);
  else if (wish.channelId !== undefined) sim.happen.enterVoice(seenChannelOf(sim, wish.channelId), user, change);
  else sim.happen.changeVoice(guild, user, change);
  return { atMs: sim.clock.now() };
}

export const memberWish = z.object({
  guildId: z.string(),
  userId: z.string(),
  action: z.enum(['join', 'leave']),
  /** What a join comes by: an invite or the vanity URL; null for Discord's own ways. */
  inviteCode: z.string().nullable().default(null),
});

export function actOnMember(sim: SimulatedDiscord, wish: z.infer<typeof memberWish>): { atMs: number } {
  const guild = guildOf(sim, wish.guildId);
  const user = personOf(sim, wish.userId);
  if (wish.action === 'join') {
    if (wish.inviteCode !== null && !sim.invites.isOpen(guild, wish.inviteCode))
      throw new UnknownThing(`${guild.id} has no invite ${wish.inviteCode}`);
    sim.invites.join(guild, user, wish.inviteCode);
  } else sim.happen.leave(guild, user);
  return { atMs: sim.clock.now() };
}

export const threadWish = z.object({ channelId: z.string(), userId: z.string(), name: z.string().min(1).max(100) });

export function openThread(sim: SimulatedDiscord, wish: z.infer<typeof threadWish>): { id: string } {
  const thread = sim.happen.openThread(seenChannelOf(sim, wish.channelId), personOf(sim, wish.userId), wish.name);
  return { id: thread.id };
}

const channelKind = z.enum(['text', 'voice', 'stage', 'announcement', 'forum', 'category']);

export const structureWish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create-channel'),
    guildId: z.string(),
    type: channelKind,
    name: z.string().min(1).max(100),
  }),
  z.object({ kind: z.literal('rename-channel'), channelId: z.string(), name: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('delete-channel'), channelId: z.string() }),
  z.object({ kind: z.literal('archive-thread'), channelId: z.string() }),
  z.object({ kind: z.literal('set-afk-channel'), guildId: z.string(), channelId: z.string().nullable() }),
  z.object({ kind: z.literal('rename-guild'), guildId: z.string(), name: z.string().min(2).max(100) }),
  z.object({ kind: z.literal('sync-threads'), guildId: z.string() }),
]);

/** Changes a guild or a channel; answers with the id of a created one. Threads are deleted as channels are. */
export function changeStructure(
  sim: SimulatedDiscord,
  wish: z.infer<typeof structureWish>,
): { atMs: number; id?: string } {
  const { structure } = sim;
  let id: string | undefined;
  if (wish.kind === 'create-channel') {
    id = structure.createChannel(guildOf(sim, wish.guildId), CREATABLE[wish.type], wish.name).id;
  } else if (wish.kind === 'rename-channel') structure.renameChannel(channelOf(sim, wish.channelId), wish.name);
  else if (wish.kind === 'delete-channel') structure.deleteChannel(channelOf(sim, wish.channelId));
  else if (wish.kind === 'archive-thread') sim.happen.archiveThread(channelOf(sim, wish.channelId));
  else if (wish.kind === 'set-afk-channel') {
    const channel = wish.channelId === null ? null : channelOf(sim, wish.channelId);
    structure.setAfkChannel(guildOf(sim, wish.guildId), channel);
  } else if (wish.kind === 'rename-guild') structure.renameGuild(guildOf(sim, wish.guildId), wish.name);
  else structure.syncThreads(guildOf(sim, wish.guildId));
  for (const guild of sim.world.guilds) sim.traffic.speakers.refresh(guild);
  return { atMs: sim.clock.now(), ...(id === undefined ? {} : { id }) };
}

export function channelOf(sim: SimulatedDiscord, id: string): Channel {
  const channel = sim.world.channelById(id);
  if (!channel) throw new UnknownThing(`there is no channel ${id}`);
  return channel;
}

/** A channel that the bot sees now: what happens elsewhere reaches no gateway and has no place in the ledger. */
function seenChannelOf(sim: SimulatedDiscord, id: string): Channel {
  const channel = channelOf(sim, id);
  const guild = sim.world.guildAt(channel.guildIndex);
  if (guild.unavailable || sim.world.botPermissions(guild, channel) === 0n) {
    throw new UnknownThing(`the bot does not see channel ${id}`);
  }
  return channel;
}

export function personOf(sim: SimulatedDiscord, id: string): number {
  const index = sim.world.people.indexOf(id);
  if (index < 0) throw new UnknownThing(`there is nobody with id ${id}`);
  return index;
}
