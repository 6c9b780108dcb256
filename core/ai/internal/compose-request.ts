import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { AppError } from '#core/platform/app-error.ts';
import { redact } from '../rules/redact.ts';
import type { AiField, Feature, ModelMessage, ModelRequest } from '../schema.ts';

/** A request without what decides where it goes. */
export interface Composed {
  messages: ChatCompletionMessageParam[];
  tools: ChatCompletionTool[];
  shape: { type: 'json_schema'; json_schema: { name: string; strict: true; schema: Record<string, unknown> } } | null;
  /** What is in it, of what the entry lists. */
  fields: AiField[];
  /** Values that were masked. */
  redacted: number;
  /** Of all of it, as it is sent. */
  bytes: number;
}

/**
 * Puts together what is sent: every value as one of the kinds that the entry lists, masked. Our own words go as they are.
 * @throws AppError 'internal' for a kind that is not listed
 */
export function composeRequest(feature: Feature, asked: ModelRequest): Composed {
  const fields = new Set<AiField>();
  let redacted = 0;
  const textOf = (parts: ModelMessage['parts']): string =>
    parts
      .map((part) => {
        if (part.field === null) return part.text;
        if (!feature.fields.includes(part.field))
          throw new AppError('internal', `${asked.feature} does not list ${part.field}`);
        fields.add(part.field);
        const masked = redact(part.text, asked.people);
        redacted += Object.values(masked.found).reduce((sum: number, count) => sum + (count ?? 0), 0);
        return masked.text;
      })
      .join('\n');
  const messages = asked.messages.map((message) => write(message, textOf(message.parts)));
  const tools = (asked.tools ?? []).map(({ name, description, input }) => ({
    type: 'function' as const,
    function: { name, description, parameters: schemaOf(input), strict: true },
  }));
  const shape = asked.shape
    ? {
        type: 'json_schema' as const,
        json_schema: { name: asked.shape.name, strict: true as const, schema: schemaOf(asked.shape.schema) },
      }
    : null;
  const bytes = Buffer.byteLength(JSON.stringify([messages, tools, shape]));
  return { messages, tools, shape, fields: [...fields], redacted, bytes };
}

function write(message: ModelMessage, content: string): ChatCompletionMessageParam {
  switch (message.role) {
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content };
    case 'assistant':
      return message.calls.length === 0
        ? { role: 'assistant', content }
        : {
            role: 'assistant',
            content: content || null,
            tool_calls: message.calls.map(({ id, name, input }) => ({
              id,
              type: 'function' as const,
              function: { name, arguments: input },
            })),
          };
    default:
      return { role: message.role, content };
  }
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7' });
  return rest;
}
