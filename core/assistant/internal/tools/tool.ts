import type { z } from 'zod';
import type { AiField } from '#core/ai/schema.ts';
import type { Period } from '#core/analytics/rules/period.ts';
import type { VisiblePlaces } from '#core/guilds/list-visible-places.server.ts';
import type { Locale } from '#core/i18n/rules.ts';
import type { AssistantDeps } from '../../deps.server.ts';
import type { Fact, FactName, Missing, ProposalContent, ReadToolName, Scope } from '../../schema.ts';

/** For whom tools are made: what they read is of this guild, as this person may see it. No model chooses either. */
export interface Bound {
  deps: AssistantDeps;
  scope: Scope;
  locale: Locale;
  timeZone: string;
  /** The guild's calendar day, in days since 1970. It is not over: periods end before it. */
  today: number;
  /** Channels that the person may see, and roles; null where Discord cannot be asked. Asked once. */
  places(): Promise<VisiblePlaces | null>;
}

/** What a read found. */
export interface Reading {
  path: string;
  range: Period | null;
  facts: Fact[];
}

/** Nothing could be read, and why, in English for the model. */
export interface Unread {
  error: string;
}

interface Described<Input extends z.ZodType> {
  description: string;
  input: Input;
}

/** Reads something. What it finds is data of the listed kinds. */
export interface ReadTool<Input extends z.ZodType = z.ZodType> extends Described<Input> {
  name: ReadToolName;
  fields: readonly [AiField, ...AiField[]];
  read(input: z.output<Input>): Promise<Reading | Unread>;
}

/** Says what a person may apply. It does nothing of it. */
export interface ProposeTool<Input extends z.ZodType = z.ZodType> extends Described<Input> {
  name: 'propose_knowledge' | 'propose_message' | 'propose_setting';
  propose(input: z.output<Input>): Promise<ProposalContent | Unread>;
}

/** A tool by its own input, for a list of tools of any. */
export function readTool<Input extends z.ZodType>(tool: ReadTool<Input>): ReadTool {
  return { ...tool, read: (input) => tool.read(input as z.output<Input>) };
}

export function proposeTool<Input extends z.ZodType>(tool: ProposeTool<Input>): ProposeTool {
  return { ...tool, propose: (input) => tool.propose(input as z.output<Input>) };
}

export function fact(name: FactName, value: number | string, of: string | null = null): Fact {
  return { name, of, value, missing: null };
}

/** A fact, or why there is none. */
export function factOr(name: FactName, value: number | null, missing: Missing, of: string | null = null): Fact {
  return value === null ? { name, of, value: null, missing } : fact(name, value, of);
}

/** Rounded to a tenth. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function percent(share: number): number {
  return tenth(share * 100);
}
