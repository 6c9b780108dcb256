import { z } from 'zod';
import type { WrittenBy } from '#core/ai/rules/surfaces.ts';
import type { Refusal } from '#core/ai/schema.ts';
import { nodeKinds } from '#core/knowledge/schema.ts';

/** What an answer may read. Each has its words under `assistant:tool`. */
export const readToolNames = [
  ...(['totals', 'days', 'week_hours', 'channels', 'growth', 'invites', 'retention'] as const),
  ...(['coverage', 'annotations', 'structure', 'knowledge', 'settings', 'documentation'] as const),
] as const;
export type ReadToolName = (typeof readToolNames)[number];

/** What it may put before a person, who applies it or does not. */
export const proposeToolNames = ['propose_knowledge', 'propose_message', 'propose_setting'] as const;
export type ToolName = ReadToolName | (typeof proposeToolNames)[number];

/**
 * What a number or a text of a source is. Each has its words under `assistant:fact`. Names that end in `Percent` are
 * percentages, in `Hours` hours and in `Minutes` minutes; the others count, or are text.
 */
export const factNames = [
  ...(['messages', 'messagesBefore', 'messagesChangePercent'] as const),
  ...(['voiceHours', 'voiceHoursBefore', 'voiceChangePercent', 'voiceMinutes', 'peak'] as const),
  ...([
    'active',
    'activeADay',
    'activeADayBefore',
    'postersADay',
    'voiceUsersADay',
    'activeWeek',
    'activeMonth',
  ] as const),
  ...(['newcomers', 'returned', 'lapsed', 'regulars'] as const),
  ...(['joins', 'joinsBefore', 'leaves', 'leavesBefore', 'net'] as const),
  ...(['leftFirstDay', 'leftFirstWeek', 'leftFirstMonth', 'leftLater', 'leftUnknown'] as const),
  ...(['messagesAnHour', 'voiceMinutesAnHour'] as const),
  ...(['joined', 'joinedMature', 'stayedWeek1', 'stayedWeek1Percent', 'activeWeek1', 'activeWeek1Percent'] as const),
  ...(['stayedWeek4', 'stayedWeek4Percent', 'activeWeek4', 'activeWeek4Percent'] as const),
  ...(['observedMessagesPercent', 'observedVoicePercent', 'countedSince', 'gap', 'gapHours'] as const),
  ...(['annotation', 'channel', 'channelCount', 'role', 'roleCount', 'node', 'document'] as const),
  ...(['timeZone', 'language', 'premium', 'digestChannel', 'digestStopped'] as const),
] as const;
export type FactName = (typeof factNames)[number];

/**
 * Why a number is not there. `few`: of fewer than ten people. `unobserved`: too little of the time was observed.
 * `not-yet`: the time is not over. `unknown`: it was not counted. Each has its words under `assistant:missing`.
 */
export const missings = ['few', 'unobserved', 'not-yet', 'unknown'] as const;
export type Missing = (typeof missings)[number];

export const factSchema = z.object({
  name: z.enum(factNames),
  /** What it is of, such as a channel's name or a day, in the asker's language; data. Null: of the guild. */
  of: z.string().nullable(),
  value: z.union([z.number(), z.string()]).nullable(),
  /** Where `value` is null: why. */
  missing: z.enum(missings).nullable(),
});
export type Fact = z.infer<typeof factSchema>;

/** What an answer rests on: one read of one tool. */
export const sourceSchema = z.object({
  /** 1, 2, …: as the answer cites it, [1]. */
  number: z.int().min(1),
  tool: z.enum(readToolNames),
  /** Path within the product where the same can be looked at; made by code, never by a model. */
  path: z.string().regex(/^\/(?!\/)/),
  /** Calendar days of the guild, YYYY-MM-DD, both included; null where no time is meant. */
  range: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  facts: z.array(factSchema),
});
export type Source = z.infer<typeof sourceSchema>;

/** As much as Discord takes in a message. */
export const LONGEST_MESSAGE = 2_000;
const discordId = z.string().regex(/^\d{15,20}$/);

/** What somebody may apply by a click; nothing of it happens before. */
export const proposalContentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('knowledge'),
    node: z.object({ kind: z.enum(nodeKinds), title: z.string(), text: z.string(), reviewOn: z.iso.date().nullable() }),
  }),
  /** For people to copy; nothing is posted. */
  z.object({
    kind: z.literal('message'),
    text: z.string().min(1).max(LONGEST_MESSAGE),
    channelId: discordId.nullable(),
  }),
  /** Where the weekly digest goes; null: nowhere. */
  z.object({ kind: z.literal('setting'), setting: z.literal('digest'), value: discordId.nullable() }),
]);
export type ProposalContent = z.infer<typeof proposalContentSchema>;
export const proposalStates = ['open', 'applied', 'dismissed'] as const;
export interface Proposal {
  id: string;
  content: ProposalContent;
  state: (typeof proposalStates)[number];
  /** Where what was made of it can be looked at; null before, and where it is nowhere. */
  path: string | null;
}

/**
 * How an answer stands. `cut`: stopped by the person, or by its time. `short`: it had more to say than it may. `failed`: a
 * model did not answer. `without-model`: made by search and rules; `refusal` says why.
 */
export const answerStates = ['writing', 'done', 'cut', 'short', 'failed', 'without-model'] as const;
export type AnswerState = (typeof answerStates)[number];

export const feedbacks = ['good', 'bad'] as const;
export type Feedback = (typeof feedbacks)[number];

/** One question with its answer. */
export interface Turn {
  id: string;
  askedAt: Date;
  question: string;
  /** Markdown of a restricted kind; data. */
  answer: string;
  /** Null where nothing is written. */
  writtenBy: WrittenBy | null;
  state: AnswerState;
  /** Why no model was asked; null where one was. */
  refusal: Refusal | null;
  sources: readonly Source[];
  /** Numbers of the answer, as it writes them, that stand in none of its sources. A page says so beside the answer. */
  unsupported: readonly string[];
  proposals: readonly Proposal[];
  model: string | null;
  /** Billionths of a US dollar; null where it is not known yet, or nothing was asked of a model. */
  costNanos: bigint | null;
  feedback: Feedback | null;
}

export const origins = ['dashboard', 'discord'] as const;
export type Origin = (typeof origins)[number];

export interface Thread {
  id: string;
  title: string;
  /** Where it was begun. */
  origin: Origin;
  createdAt: Date;
  changedAt: Date;
}

export type AssistantEvent =
  | { kind: 'begun'; threadId: string; turnId: string }
  /** A tool is being asked. */
  | { kind: 'reading'; tool: ToolName }
  /** What comes is the beginning of another text: what was written before a tool was asked counts no more. */
  | { kind: 'again' }
  | { kind: 'text'; text: string; by: WrittenBy }
  | { kind: 'source'; source: Source }
  | { kind: 'proposal'; proposal: Proposal }
  | { kind: 'ended'; turn: Turn };

/** After so many days without a question a conversation can end by itself. */
export const keepDays = [30, 90, 365] as const;
export type KeepDays = (typeof keepDays)[number];

export const LONGEST_QUESTION = 2_000;
export const LONGEST_TITLE = 100;
/** Of one thread; then another is begun. */
export const MOST_TURNS = 100;

const lines = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');

export const questionSchema = z
  .string()
  .transform((text) => lines(text).trim())
  .pipe(z.string().min(1).max(LONGEST_QUESTION));

export const titleSchema = z
  .string()
  .transform((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
  .pipe(z.string().min(1).max(LONGEST_TITLE));

/** Who asks, and in which guild: of every use case of this room. */
export interface Scope {
  personId: string;
  guildId: string;
}
