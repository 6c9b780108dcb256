import type { AskProblem, AskProblemKind } from './props.ts';

/** What the server itself says of a question. */
const said: readonly AskProblemKind[] = ['empty', 'long', 'full', 'often'];

/**
 * Why an answer of the server is no stream. Where it says so itself, in its words; else, where a proxy or another part of
 * the product answered, by the status. `asked` is what was asked, so that it can be asked again.
 */
export async function readRefusal(answer: Response, asked: Omit<AskProblem, 'kind'>): Promise<AskProblem> {
  const body: unknown = await answer.json().catch(() => null);
  const told = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : null;
  return { ...asked, kind: said.find((kind) => kind === told) ?? kindOf(answer) };
}

function kindOf({ status, redirected }: Response): AskProblemKind {
  if (redirected) return 'closed';
  switch (status) {
    case 401:
      return 'signedOut';
    case 403:
    case 404:
      return 'closed';
    case 413:
      return 'large';
    case 429:
      return 'busy';
    default:
      return 'broken';
  }
}
