import type { RESTError } from 'discord-api-types/v10';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { isSnowflake } from '../world/snowflake.ts';
import { RestError } from './errors.ts';

type Leaf = { code: string; message: string };
type Node = { children: Map<string, Node>; errors: Leaf[] };
type Path = readonly (string | number)[];

const emptyNode = (): Node => ({ children: new Map(), errors: [] });

/** Collects what is wrong with a request body and answers with Discord's nested form: code 50035. */
export class FormErrors {
  private readonly root = emptyNode();
  private count = 0;

  add(path: Path, code: string, message: string): void {
    let node = this.root;
    for (const step of path) {
      const key = String(step);
      const next = node.children.get(key) ?? emptyNode();
      node.children.set(key, next);
      node = next;
    }
    node.errors.push({ code, message });
    this.count += 1;
  }

  get any(): boolean {
    return this.count > 0;
  }

  throwIfAny(): void {
    if (!this.any) return;
    throw new RestError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', toErrors(this.root));
  }

  required(path: Path): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  choices(path: Path, allowed: readonly (string | number)[]): void {
    this.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
  }

  /** A string of `min` to `max` characters; code points are counted, as Discord does. Returns it where it is one. */
  text(path: Path, value: unknown, min: number, max: number): string | null {
    if (value === undefined || value === null || value === '') {
      if (min > 0) this.required(path);
      return min > 0 ? null : '';
    }
    if (typeof value !== 'string') {
      this.add(path, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.');
      return null;
    }
    const length = [...value].length;
    if (length > max || length < min) {
      if (min > 0) this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
      else this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
      return null;
    }
    return value;
  }

  list(path: Path, value: unknown, max: number): readonly unknown[] | null {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return null;
    }
    if (value.length > max) this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    return value;
  }

  /** A whole number from `min` to `max`, given as a number or as digits (query strings). */
  integer(path: Path, value: unknown, min: number, max: number, otherwise: number): number {
    if (value === undefined || value === null) return otherwise;
    const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
    if (!Number.isInteger(number) || value === '') {
      this.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not int.`);
      return otherwise;
    }
    if (number > max) this.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
    if (number < min) this.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    return number;
  }

  snowflake(path: Path, value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && isSnowflake(value)) return value;
    this.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not snowflake.`);
    return null;
  }

  object(path: Path, value: unknown): Record<string, unknown> | null {
    if (isRecord(value)) return value;
    this.add(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
    return null;
  }
}

function toErrors(node: Node): NonNullable<RESTError['errors']> {
  const own = node.errors.length > 0 ? { _errors: node.errors } : {};
  const children = [...node.children].map(([key, child]) => [key, toErrors(child)] as const);
  return { ...own, ...Object.fromEntries(children) } as NonNullable<RESTError['errors']>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value inside a message: JSON can bring objects that no `String()` takes. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
