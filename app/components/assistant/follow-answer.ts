import type { WrittenBy } from '#core/ai/rules/surfaces.ts';
import type { AssistantEvent, Proposal, Source, ToolName } from '#core/assistant/schema.ts';

/** An answer while it comes in. */
export interface Coming {
  question: string;
  threadId: string | null;
  turnId: string | null;
  /** Turn of which it takes the place. */
  instead: string | null;
  answer: string;
  /** Who writes it; null before the first word. */
  writtenBy: WrittenBy | null;
  sources: readonly Source[];
  proposals: readonly Proposal[];
  reading: ToolName | null;
  /** `lost`: the connection broke off. `over`: whatever it came to is to be read from the page's data. */
  state: 'writing' | 'stopped' | 'lost' | 'over';
}

export function beginAnswer(question: string, threadId: string | null, instead: string | null): Coming {
  return {
    ...{ question, threadId, instead, turnId: null, answer: '', writtenBy: null, sources: [], proposals: [] },
    ...{ reading: null, state: 'writing' as const },
  };
}

/** The answer with what an event tells of it. */
export function followAnswer(coming: Coming, event: AssistantEvent): Coming {
  switch (event.kind) {
    case 'begun':
      return { ...coming, threadId: event.threadId, turnId: event.turnId };
    case 'reading':
      return { ...coming, reading: event.tool };
    case 'again':
      return { ...coming, answer: '', writtenBy: null };
    case 'text':
      return { ...coming, reading: null, answer: coming.answer + event.text, writtenBy: event.by };
    case 'source':
      return { ...coming, sources: [...coming.sources, event.source] };
    case 'proposal':
      return { ...coming, proposals: [...coming.proposals, event.proposal] };
    case 'ended':
      return { ...coming, state: 'over' };
  }
}

/**
 * Events of a stream as they come. What is no event of ours is left out: a proxy may add comments.
 * Source: WHATWG HTML, "Server-sent events".
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<AssistantEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) if (block.startsWith('data: ')) yield JSON.parse(block.slice('data: '.length));
  }
}
