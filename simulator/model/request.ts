import { z } from 'zod';
import { tokensOf } from './tokens.ts';

/** What is read of JSON Schema. */
export interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

const jsonSchema = z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null);
const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const toolCall = z.looseObject({
  id: z.string(),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});
const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(part)]).nullish(),
  name: z.string().optional(),
  tool_calls: z.array(toolCall).optional(),
  tool_call_id: z.string().optional(),
});
const tool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    name: z.string(),
    description: z.string().optional(),
    parameters: jsonSchema.optional(),
  }),
});

/** A request for a completion, as far as it is read. Source: OpenRouter docs, "API Reference" and "Provider Routing". */
export const chatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z
    .union([
      z.enum(['none', 'auto', 'required']),
      z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) }),
    ])
    .nullish(),
  response_format: z
    .union([
      z.looseObject({ type: z.enum(['text', 'json_object']) }),
      z.looseObject({ type: z.literal('json_schema'), json_schema: z.looseObject({ schema: jsonSchema }) }),
    ])
    .nullish(),
  provider: z
    .looseObject({
      only: z.array(z.string()).nullish(),
      order: z.array(z.string()).nullish(),
      ignore: z.array(z.string()).nullish(),
      allow_fallbacks: z.boolean().nullish(),
      data_collection: z.enum(['allow', 'deny']).nullish(),
      zdr: z.boolean().nullish(),
      require_parameters: z.boolean().nullish(),
      max_price: z.looseObject({ prompt: z.number().optional(), completion: z.number().optional() }).nullish(),
    })
    .nullish(),
  user: z.string().nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;
export type ChatMessage = ChatRequest['messages'][number];
export type ChatTool = NonNullable<ChatRequest['tools']>[number];

const pins: Readonly<Record<string, (value: unknown) => boolean>> = {
  only: (value) => Array.isArray(value) && value.length > 0,
  allow_fallbacks: (value) => value === false,
  data_collection: (value) => value === 'deny',
  zdr: (value) => value === true,
  require_parameters: (value) => value === true,
};

/** The pins that a body lacks, whatever it is: a request without them could go to anybody who keeps or trains. */
export function lackingPins(body: unknown): string[] {
  const provider = (body as { provider?: Record<string, unknown> | null } | null)?.provider ?? {};
  return Object.keys(pins).filter((name) => !pins[name]?.(provider[name]));
}

export function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((one) => one.text ?? '').join('\n');
}

export function schemaOf({ response_format: format }: ChatRequest): JsonSchema | null {
  return format?.type === 'json_schema' ? format.json_schema.schema : null;
}

export function maxTokensOf(request: ChatRequest): number {
  return request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
}

/** Tokens that a request is billed for: its texts, its calls, its tools and its schema, and 4 for each message. */
export function promptTokens(request: ChatRequest): number {
  const texts = request.messages.flatMap((one) => [
    textOf(one),
    ...(one.tool_calls ?? []).flatMap((call) => [call.function.name, call.function.arguments]),
  ]);
  const shapes = [request.tools, schemaOf(request)].filter(Boolean).map((one) => JSON.stringify(one));
  return [...texts, ...shapes].reduce((sum, text) => sum + tokensOf(text).length, 4 * request.messages.length);
}
