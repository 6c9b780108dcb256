import type { TokenScope } from '#core/guilds/schema.ts';

/** What the API's page says of one address. */
export interface OperationView {
  kind: 'days' | 'channels' | 'retention' | 'coverage';
  scope: TokenScope;
  /** Below the origin, with the guild as {guildId}. */
  path: string;
  /** Each with its meaning, in the reader's language, and its type in the words of JSON Schema. */
  fields: { name: string; meaning: string; type: string }[];
  /** A request and an answer, as they travel. */
  request: string;
  answer: string;
}

export interface ApiDocsData {
  operations: OperationView[];
  problems: { code: string; title: string; detail: string; status: number }[];
  limit: { points: number; seconds: number; tokens: number; most: number; standard: number };
}
