import type { VoiceParts } from '../rules.ts';

/** What a channel or thread comes to over a period. Names nobody. */
export interface ChannelTotals extends VoiceParts {
  id: string;
  /** Of a thread: its channel, whose numbers hold the thread's too. */
  parentId: string | null;
  messages: number;
  aloneMs: number;
  /** Most people at once in voice. */
  peak: number | null;
}
