import type { JsonSchema } from '../request.ts';

export function typesOf(schema: JsonSchema): string[] {
  if (Array.isArray(schema.type)) return schema.type;
  return schema.type === undefined ? [] : [schema.type];
}

export function nullable(schema: JsonSchema): boolean {
  return typesOf(schema).includes('null');
}

/** A schema with its `$ref` followed and its `allOf` in one. */
export function flattened(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let flat = schema;
  for (let hops = 0; flat.$ref !== undefined && hops < 10; hops += 1) flat = referred(flat.$ref, root);
  for (const part of flat.allOf ?? []) {
    const one = flattened(part, root);
    flat = {
      ...flat,
      ...one,
      properties: { ...flat.properties, ...one.properties },
      required: [...(flat.required ?? []), ...(one.required ?? [])],
    };
  }
  return flat;
}

function referred(ref: string, root: JsonSchema): JsonSchema {
  let at: unknown = root;
  for (const step of ref.replace(/^#\/?/, '').split('/').filter(Boolean))
    at = (at as Record<string, unknown> | undefined)?.[step];
  return (at as JsonSchema | undefined) ?? {};
}

/** Whether a value is of the kind that a schema asks for: type, enum, bounds and pattern, not what lies inside it. */
export function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.enum) return schema.enum.includes(value);
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return false;
  if (typeof value === 'number') return withinBounds(schema, value);
  if (typeof value !== 'string') return true;
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY))
    return false;
  return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value);
}

export function withinBounds(schema: JsonSchema, value: number): boolean {
  return (
    value >= (schema.minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (schema.maximum ?? Number.POSITIVE_INFINITY) &&
    value > (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
    value < (schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY)
  );
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
