import type { TokenView } from '#core/guilds/schema.ts';

/** Dates are YYYY-MM-DD, both included. */
export interface Days {
  from: string;
  to: string;
}

export interface ExportData {
  guild: { id: string; name: string };
  /** Name of the shape of the files. */
  schema: string;
  /** The days the links lead to. */
  chosen: Days;
  /** How many they are, and how many of them were observed in full. */
  count: number;
  known: number;
  /** The first and last day with totals; null where there are none. */
  recorded: Days | null;
  presets: { days: number; from: string; to: string }[];
  entitlement: 'premium' | 'grace' | 'lost' | 'never';
  /** When what was counted is deleted; null where that is not due. */
  deletesAtMs: number | null;
  tokens: TokenView[];
  /** A token was just revoked. */
  revoked: boolean;
}

export const tokenFields = ['name', 'scopes', 'life'] as const;
export type TokenField = (typeof tokenFields)[number];

/** What a form of the page came to. */
export type ExportOutcome =
  | { made: { name: string; secret: string } }
  | {
      problem: { fields: TokenField[]; refused: 'conflict' | 'not_found' | null; values: Record<TokenField, string[]> };
    };
