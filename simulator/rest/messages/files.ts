import type { UploadedFile } from '../body.ts';

/** How many files are remembered. */
const kept = 200;

/** The files our bot sent, by the id of their attachment: the newest. */
export class SentFiles {
  private readonly byId = new Map<string, UploadedFile>();

  add(id: string, file: UploadedFile): void {
    this.byId.set(id, file);
    const [oldest] = this.byId.keys();
    if (this.byId.size > kept && oldest !== undefined) this.byId.delete(oldest);
  }

  find(id: string): UploadedFile | null {
    return this.byId.get(id) ?? null;
  }
}
