import type { Context } from 'hono';
import { invalidJson } from './errors.ts';
import { FormErrors } from './form-errors.ts';

/** A request body, and how many files came with it. */
export type Body = { value: unknown; files: number };

const maxBytes = 25 * 1024 * 1024;

/** Reads JSON, or `payload_json` of a form with files. */
export async function readBody(c: Context): Promise<Body> {
  const type = c.req.header('Content-Type') ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(await c.req.formData().catch(() => new FormData()));
  const text = await c.req.text();
  if (text.length > maxBytes) throw invalidJson();
  return { value: text === '' ? {} : parse(text), files: 0 };
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

function readForm(form: FormData): Body {
  const payload = form.get('payload_json');
  const files = [...form.values()].filter((part) => part instanceof File).length;
  return { value: typeof payload === 'string' ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
