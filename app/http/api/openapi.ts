import { z } from 'zod';
import { RECORDS_SCHEMA, type RecordKind, recordKinds, recordSchemas } from '#core/analytics/records.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import type { Locale } from '#core/i18n/rules.ts';
import { brand } from '#core/platform/brand.ts';
import { definitionOf } from '../../components/export/definitions.server.ts';
import {
  API_BASE,
  API_LIMIT,
  type ApiProblem,
  apiProblemCodes,
  apiProblems,
  MOST_RECORDS,
  pageSchemaOf,
  parametersOf,
  problemSchema,
  STANDARD_RECORDS,
} from './contract.ts';
import { exampleRecords } from './examples.ts';

type JsonSchema = Record<string, unknown> & { properties?: Record<string, JsonSchema> };

/** Names of what the document defines, by kind. */
const names: Readonly<Record<RecordKind, { record: string; page: string; operation: string }>> = {
  days: { record: 'Day', page: 'DayPage', operation: 'listDays' },
  channels: { record: 'ChannelDay', page: 'ChannelDayPage', operation: 'listChannelDays' },
  retention: { record: 'JoiningWeek', page: 'JoiningWeekPage', operation: 'listJoiningWeeks' },
  coverage: { record: 'Gap', page: 'GapPage', operation: 'listGaps' },
};

/** The API in the words of OpenAPI 3.1, made of the schemas that it checks and answers by. */
export function openApiDocument(origin: string, locale: Locale) {
  const { t } = speakerOf(locale);
  const problems = Object.fromEntries(
    apiProblemCodes.map((code) => [
      code,
      {
        description: `${t(`api:problem.${code}.title`)}. ${t(`api:problem.${code}.detail`)}`,
        ...(code === 'too_many_requests' ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
        content: { 'application/problem+json': { schema: reference('schemas', 'Problem') } },
      },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: `${brand.name} ${t('api:title')}`,
      version: '1',
      description: t('api:description', { brand: brand.name }),
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: `${origin}${API_BASE}` }],
    security: [{ token: [] }],
    paths: Object.fromEntries(
      recordKinds.map((kind) => [`/guilds/{guildId}/${kind}`, { get: operationOf(kind, locale) }]),
    ),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: t('api:start.send') },
      },
      responses: problems,
      schemas: {
        ...Object.fromEntries(recordKinds.flatMap((kind) => schemasOf(kind, locale))),
        Problem: jsonSchema(problemSchema),
      },
    },
  };
}

function operationOf(kind: RecordKind, locale: Locale) {
  const { t } = speakerOf(locale);
  const { shape } = parametersOf(kind);
  const parameters = (['from', 'to', 'limit', 'after'] as const).map((name) => ({
    name,
    in: 'query',
    description: t(`api:parameter.${name}`, { most: MOST_RECORDS, standard: STANDARD_RECORDS }),
    schema: jsonSchema(shape[name], 'output'),
  }));
  const refused: ApiProblem[] = [...apiProblemCodes];
  return {
    operationId: names[kind].operation,
    summary: t(`api:operation.${kind}`),
    description: `${t(`api:operationBody.${kind}`)} ${t('api:limits.body', { count: API_LIMIT.points, seconds: API_LIMIT.seconds })}`,
    security: [{ token: [`read:${kind}`] }],
    parameters: [
      {
        name: 'guildId',
        in: 'path',
        required: true,
        description: t('api:parameter.guildId'),
        schema: { type: 'string' },
      },
      ...parameters,
    ],
    responses: {
      200: {
        description: t(`api:operation.${kind}`),
        headers: Object.fromEntries(
          ['RateLimit', 'RateLimit-Policy'].map((name) => [name, { schema: { type: 'string' } }]),
        ),
        content: {
          'application/json': {
            schema: reference('schemas', names[kind].page),
            example: examplePage(kind),
          },
        },
      },
      ...Object.fromEntries(
        refused
          .filter((code) => code !== 'method_not_allowed')
          .map((code) => [apiProblems[code], reference('responses', code)]),
      ),
    },
  };
}

/** An invented answer of an address. */
export function examplePage(kind: RecordKind) {
  return {
    schema: RECORDS_SCHEMA,
    guild_id: '200000000000000001',
    items: [exampleRecords[kind]],
    next: null,
  };
}

/** The record and the page of a kind, each with what its fields mean. */
function schemasOf(kind: RecordKind, locale: Locale): [string, JsonSchema][] {
  const { t } = speakerOf(locale);
  const record = jsonSchema(recordSchemas[kind]);
  for (const field of fieldsOf(kind)) {
    const property = record.properties?.[field];
    if (property) property.description = definitionOf(kind, field, locale);
  }
  const page = jsonSchema(pageSchemaOf(kind));
  for (const field of ['schema', 'guild_id', 'items', 'next'] as const) {
    const property = page.properties?.[field];
    if (property) property.description = t(`api:page.${field}`);
  }
  const items = page.properties?.items;
  if (items) items.items = reference('schemas', names[kind].record);
  return [
    [names[kind].record, record],
    [names[kind].page, page],
  ];
}

export function fieldsOf(kind: RecordKind): string[] {
  return Object.keys(recordSchemas[kind].shape);
}

function reference(section: 'schemas' | 'responses', name: string) {
  return { $ref: `#/components/${section}/${name}` };
}

/** Without a word on other fields, which a later one of the same version may have. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io }) as JsonSchema;
  return rest;
}

/** The type of a field in the words of JSON Schema: "integer | null", "string (date)". */
export function typeOf(kind: RecordKind, field: string): string {
  const property = jsonSchema(recordSchemas[kind]).properties?.[field] ?? {};
  const parts = Array.isArray(property.anyOf) ? (property.anyOf as JsonSchema[]) : [property];
  return parts
    .map((part) => {
      if (Array.isArray(part.enum)) return part.enum.map((one) => JSON.stringify(one)).join(' | ');
      return typeof part.format === 'string' ? `${part.type} (${part.format})` : String(part.type);
    })
    .join(' | ');
}
