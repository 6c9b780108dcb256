import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { FIRST_ANSWER_MS, type Interaction } from '../../control/interactions.ts';
import type { Simulator } from '../../simulator.ts';
import type { Guild } from '../../world/types.ts';
import { heldBy } from './held.ts';
import { CommandNotAnswered } from './refused.ts';

export type CommandAnswer = {
  interactionId: string;
  token: string;
  /** The kind of the first answer (4 message, 5 deferred, 6 update deferred, 7 update, 9 modal) and its data as the bot sent it. */
  type: number;
  data: unknown;
  ephemeral: boolean;
  /** The answer as the person sees it now: after the edit of a deferred one. */
  message: APIMessage | null;
  answeredAfterMs: number;
};

/** Hands an interaction to the bot and waits for its answer. Rejects with `CommandNotAnswered` where the bot is too late. */
export async function openAndWait(
  sim: Simulator,
  guild: Guild | null,
  interaction: Interaction,
  { what, deferredTimeoutMs = 15_000 }: { what: string; deferredTimeoutMs?: number | undefined },
): Promise<CommandAnswer> {
  sim.interactions.open(interaction);
  sim.dispatch(guild, 'INTERACTION_CREATE', interaction.payload);
  await sim.interactions.waitForAnswers(interaction, 1, FIRST_ANSWER_MS);
  const [first] = interaction.answers;
  if (!first) throw new CommandNotAnswered(`no answer to ${what} within ${FIRST_ANSWER_MS} ms`);
  const held = heldBy(interaction);
  const deadline = Date.now() + deferredTimeoutMs;
  while (held.loading) {
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) throw new CommandNotAnswered(`${what} was deferred and never answered`);
    await sim.interactions.waitForAnswers(interaction, interaction.answers.length + 1, leftMs);
  }
  const message = held.messages.get(held.originalId ?? '') ?? null;
  const { type, data } = first.body as { type: number; data?: unknown };
  return {
    interactionId: interaction.id,
    token: interaction.token,
    type,
    data: data ?? null,
    ephemeral: ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    message,
    answeredAfterMs: first.atMs - interaction.createdMs,
  };
}
