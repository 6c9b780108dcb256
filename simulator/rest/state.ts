import type { Simulator } from '../simulator.ts';
import { type Command, CommandStore, commandShape } from './commands/store.ts';
import { InvalidRequests } from './invalid-requests.ts';
import { SentFiles } from './messages/files.ts';
import { SentMessages } from './messages/sent.ts';
import { RateLimits } from './rate-limits.ts';

/** What REST remembers of one simulated Discord. */
export type RestState = {
  readonly limits: RateLimits;
  readonly invalid: InvalidRequests;
  readonly commands: CommandStore;
  readonly sent: SentMessages;
  readonly files: SentFiles;
  /** Direct-message channels by id, with the other person's user id. */
  readonly directMessages: Map<string, string>;
  /** Unix ms; limits and deadlines run in real time, whatever the world's clock does. */
  now: () => number;
};

const states = new WeakMap<Simulator, RestState>();

export function restStateOf(sim: Simulator): RestState {
  const held = states.get(sim);
  if (held) return held;
  const now = () => state.now();
  const nextId = () => sim.ids.next(sim.clock.now());
  const publish = (guildId: string | null, commands: readonly Command[]) =>
    sim.commands.set(
      guildId ?? '',
      commands.map((command) => ({ ...commandShape(command, true) })),
    );
  const state: RestState = {
    limits: new RateLimits(now),
    invalid: new InvalidRequests(now),
    commands: new CommandStore(sim.credentials.clientId, { nextId, now, publish }),
    sent: new SentMessages(),
    files: new SentFiles(),
    directMessages: new Map(),
    now: Date.now,
  };
  states.set(sim, state);
  return state;
}
