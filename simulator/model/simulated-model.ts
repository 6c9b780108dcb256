import { Book } from './book.ts';
import { Modes } from './modes.ts';
import { lackingPins } from './request.ts';
import { Script } from './script.ts';

/** Requests that are remembered; those without a pin always are. */
const MOST_REQUESTS = 2_000;

/** A request for a completion as it came. */
export interface ReceivedRequest {
  atMs: number;
  /** Without the one that carries the key. */
  headers: Record<string, string>;
  body: unknown;
  /** The pins of `provider` that were not there. */
  lacking: string[];
  /** How it was answered: 200 where an answer began, 0 where the connection was reset. */
  status: number | null;
  /** The generation it led to. */
  generation: string | null;
}

export interface ModelOptions {
  /** Where the book of generations outlives the process; null: nowhere. */
  file: string | null;
}

/** The whole stand-in for a model endpoint but for its HTTP server. */
export class SimulatedModel {
  /** Obviously fake. Any other that begins like it is taken too and has a sum of its own. */
  readonly key = 'sk-or-v1-simulated-not-a-secret';
  readonly modes = new Modes();
  readonly script = new Script();
  readonly book: Book;
  readonly requests: ReceivedRequest[] = [];
  readonly unpinned: ReceivedRequest[] = [];
  received = 0;

  constructor({ file }: ModelOptions) {
    this.book = new Book(file);
  }

  takes(key: string): boolean {
    return key.startsWith('sk-or-v1-simulated');
  }

  writeDown(headers: Record<string, string>, body: unknown): ReceivedRequest {
    const { authorization: _key, ...open } = headers;
    const lacking = lackingPins(body);
    const request = { atMs: Date.now(), headers: open, body, lacking, status: null, generation: null };
    this.received += 1;
    this.requests.push(request);
    this.requests.splice(0, this.requests.length - MOST_REQUESTS);
    if (lacking.length > 0) this.unpinned.push(request);
    return request;
  }

  forgetRequests(): void {
    this.received = 0;
    this.requests.length = 0;
    this.unpinned.length = 0;
  }
}
