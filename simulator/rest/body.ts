import type { Context } from 'hono';
import { fileTooLarge, invalidJson } from './errors.ts';
import { FormErrors } from './form-errors.ts';

/** A file of a form: part `files[n]`. */
export type UploadedFile = { index: number; name: string; type: string; bytes: Uint8Array };

/** A request body, and the files that came with it. */
export type Body = { value: unknown; files: readonly UploadedFile[] };

const maxBytes = 25 * 1024 * 1024;
/** Of one file, where nobody boosts or pays. */
const maxFileBytes = 10 * 1024 * 1024;

/** Reads JSON, or `payload_json` of a form with files. */
export async function readBody(c: Context): Promise<Body> {
  const type = c.req.header('Content-Type') ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(await c.req.formData().catch(() => new FormData()));
  const text = await c.req.text();
  if (text.length > maxBytes) throw invalidJson();
  return { value: text === '' ? {} : parse(text), files: [] };
}

/** A body that must be an object. */
export async function readObject(c: Context): Promise<Record<string, unknown>> {
  return asObject((await readBody(c)).value);
}

export function asObject(value: unknown): Record<string, unknown> {
  const errors = new FormErrors();
  const object = errors.object([], value);
  errors.throwIfAny();
  return object ?? {};
}

async function readForm(form: FormData): Promise<Body> {
  const payload = form.get('payload_json');
  const files: UploadedFile[] = [];
  for (const [field, part] of form) {
    const index = /^files\[(\d{1,2})\]$/.exec(field)?.[1];
    if (!(part instanceof File) || index === undefined) continue;
    if (part.size > maxFileBytes) throw fileTooLarge();
    const bytes = new Uint8Array(await part.arrayBuffer());
    files.push({ index: Number(index), name: part.name, type: part.type, bytes });
  }
  return { value: typeof payload === 'string' ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
