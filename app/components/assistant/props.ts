import type { Thread, Turn } from '#core/assistant/schema.ts';

export interface AssistantGuild {
  guild: { id: string; name: string };
  /** False for staff who look: they ask nothing. */
  mayWrite: boolean;
  /** What answers, and whose it is; null where no model is in use. */
  model: { name: string; vendor: string } | null;
}

export interface AssistantData extends AssistantGuild {
  /** What the list is narrowed to. */
  words: string;
  threads: Thread[];
  /** Query of the page with older ones; null where there are none. */
  older: string | null;
  /** Whether the person has any, found or not. */
  hasAny: boolean;
  done: 'deleted' | 'emptied' | null;
}

export interface ThreadData extends AssistantGuild {
  thread: Thread;
  turns: Turn[];
  /** Names of channels that proposals speak of, by id. */
  channels: Record<string, string>;
  done: 'renamed' | 'applied' | 'dismissed' | null;
}

/**
 * Why a form was refused. `lost`: it did not arrive. `signedOut`, `closed`, `large`, `busy`, `broken`: the server or a proxy
 * answered something that is no answer. `proposal`: what was proposed cannot be applied any more. Those of a question have
 * their words under `assistant:page.ask`.
 */
export type AskProblemKind =
  | ('empty' | 'long' | 'full' | 'often' | 'lost')
  | ('signedOut' | 'closed' | 'large' | 'busy' | 'broken')
  | ('name' | 'proposal');

export interface AskProblem {
  intent: string;
  kind: AskProblemKind;
  /** What was written, to go on with. */
  text: string;
  /** The turn or proposal that the form was about. */
  of: string | null;
}
