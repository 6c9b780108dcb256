import type pg from 'pg';

/** Before the first row: eleven bytes that say what follows, flags, and the length of an extension there is none of. */
const HEADER_BYTES = 19;

/** A row's fields as Postgres sends them in binary; null where there is no value. What is kept of them must be copied. */
export type CopiedRow = readonly (Buffer | null)[];

/**
 * Reads the rows of a query in binary: `pg` hands over answers as text but for COPY, and millions of numbers cost more as
 * text, here and in Postgres, than to count them. COPY takes no parameters, so what stands in the query must be numbers.
 * @param onRow called in order; what it throws ends the reading, once Postgres is done
 */
export function copyRows(
  client: Pick<pg.ClientBase, 'query'>,
  query: string,
  onRow: (row: CopiedRow) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(`COPY (${query}) TO STDOUT (FORMAT binary)`, onRow, { resolve, reject }));
  });
}

interface Outcome {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What pg asks of a query that it is given as an object. */
class CopyOut implements pg.Submittable {
  /** As of pg's own queries. */
  readonly text: string;
  readonly #onRow: (row: CopiedRow) => void;
  readonly #outcome: Outcome;
  #failure: { error: unknown } | null = null;
  #isFirst = true;

  constructor(text: string, onRow: (row: CopiedRow) => void, outcome: Outcome) {
    this.text = text;
    this.#onRow = onRow;
    this.#outcome = outcome;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  /** Postgres sends each row as a message of its own, the first behind the header; the last message is the end's mark. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#failure) return;
    try {
      const at = this.#isFirst ? HEADER_BYTES : 0;
      this.#isFirst = false;
      if (chunk.length < at + 2 || chunk.readInt16BE(at) < 0) return;
      this.#onRow(fieldsOf(chunk, at));
    } catch (error) {
      this.#failure = { error };
    }
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (this.#failure) this.#outcome.reject(this.#failure.error);
    else this.#outcome.resolve();
  }

  handleError(error: unknown): void {
    this.#outcome.reject(error);
  }
}

function fieldsOf(chunk: Buffer, start: number): CopiedRow {
  const fields = new Array<Buffer | null>(chunk.readInt16BE(start));
  let at = start + 2;
  for (let index = 0; index < fields.length; index++) {
    const length = chunk.readInt32BE(at);
    at += 4;
    fields[index] = length < 0 ? null : chunk.subarray(at, at + length);
    if (length > 0) at += length;
  }
  return fields;
}
