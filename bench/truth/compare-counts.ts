import type pg from 'pg';
import { HOUR_MS } from '#core/platform/snowflake.ts';
import type { ControlApi, Exclusion, LedgerCell } from './control-api.ts';
import {
  cellKey,
  eachMessageCell,
  eachVoiceCell,
  type Knowledge,
  readKnowledge,
  type VoiceParts,
} from './read-database.ts';

export interface Difference {
  what: 'messages' | 'voice' | 'not entitled';
  /** guild/channel/person/hour */
  key: string;
  counted: string;
  truth: string;
}

export interface Comparison {
  /** Guilds that were entitled. */
  guilds: number;
  messageCells: number;
  voiceCells: number;
  messages: number;
  voiceMs: number;
  /** Messages that were sent, observed by the database's own word, and not counted. */
  lost: number;
  /** Counted more often than sent. */
  doubled: number;
  /** Message cells that differ from the truth outside of gaps, or leave its bounds inside. */
  wrongMessageCells: number;
  /** Voice cells that differ by more than the tolerance. */
  wrongVoiceCells: number;
  voiceToleranceMs: number;
  /** The largest difference of a voice part in a cell without gaps, in milliseconds. */
  largestVoiceMs: number;
  /** Gaps that the coverage ledger has, by reason. */
  gaps: number;
  gapReasons: Record<string, number>;
  /** Messages sent inside gaps, and how many of them were counted all the same. */
  messagesInGaps: number;
  /** Rows of guilds that were never entitled. */
  strangers: number;
  differences: Difference[];
}

interface Truth {
  /** Bounds: outside of gaps they are the same. */
  least: number;
  most: number;
}

/** The truth with the past in it, from the first hour that is compared. */
type Ledger = (excluded: readonly Exclusion[], onCell: (cell: LedgerCell) => void) => Promise<void>;

const SHOWN = 20;

/**
 * Compares every cell of the database with the simulator's ledger, for guilds that were entitled. Outside of gaps a
 * number must be the truth; inside it may be anything from nothing to the truth. Voice is compared by part.
 * @param voiceToleranceMs by how much a cell of voice may differ: lagging wires, and what lies between two messages of a shard.
 * @param without people who are not compared: they were erased
 */
export async function compareCounts(
  pool: pg.Pool,
  control: ControlApi,
  voiceToleranceMs = 1_000,
  firstHour = 0,
  without: ReadonlySet<string> = new Set(),
): Promise<Comparison> {
  const knowledge = await readKnowledge(pool);
  const result: Comparison = {
    guilds: knowledge.counted.size,
    messageCells: 0,
    voiceCells: 0,
    messages: 0,
    voiceMs: 0,
    lost: 0,
    doubled: 0,
    wrongMessageCells: 0,
    wrongVoiceCells: 0,
    voiceToleranceMs,
    largestVoiceMs: 0,
    gaps: Object.values(knowledge.reasons).reduce((sum, count) => sum + count, 0),
    gapReasons: knowledge.reasons,
    messagesInGaps: 0,
    strangers: 0,
    differences: [],
  };
  const differ = (difference: Difference) => {
    if (result.differences.length < SHOWN) result.differences.push(difference);
  };
  const inScope = (key: string) =>
    Number(key.slice(key.lastIndexOf('/') + 1)) >= firstHour &&
    (without.size === 0 || !without.has(key.split('/')[2] ?? ''));
  const past = { fromMs: firstHour * HOUR_MS };
  const ledger: Ledger = (excluded, onCell) => control.ledger(excluded, onCell, past);
  await compareMessages(pool, ledger, knowledge, result, differ, inScope);
  await compareVoice(pool, ledger, knowledge, result, differ, inScope);
  return result;
}

async function compareMessages(
  pool: pg.Pool,
  ledger: Ledger,
  knowledge: Knowledge,
  result: Comparison,
  differ: (difference: Difference) => void,
  inScope: (key: string) => boolean,
): Promise<void> {
  const truth = new Map<string, Truth>();
  await ledger([...knowledge.outside, ...knowledge.gaps], (cell) => {
    if (!knowledge.counted.has(cell.guildId) || cell.messages + cell.uncertainMessages === 0) return;
    const key = cellKey(cell.guildId, cell.channelId, cell.userId, cell.hour);
    if (inScope(key)) truth.set(key, { least: cell.messages, most: cell.messages + cell.uncertainMessages });
  });
  const judge = (key: string, counted: number, { least, most }: Truth) => {
    if (counted >= least && counted <= most) return;
    result.wrongMessageCells += 1;
    result.lost += Math.max(0, least - counted);
    result.doubled += Math.max(0, counted - most);
    differ({ what: 'messages', key, counted: String(counted), truth: least === most ? `${most}` : `${least}-${most}` });
  };
  for (const { least, most } of truth.values()) result.messagesInGaps += most - least;
  await eachMessageCell(pool, ({ key, guildId, messages }) => {
    if (!inScope(key)) return;
    if (!knowledge.counted.has(guildId)) {
      result.strangers += 1;
      differ({ what: 'not entitled', key, counted: String(messages), truth: 'nothing' });
      return;
    }
    result.messageCells += 1;
    result.messages += messages;
    judge(key, messages, truth.get(key) ?? { least: 0, most: 0 });
    truth.delete(key);
  });
  for (const [key, bounds] of truth) judge(key, 0, bounds);
}

type Bounds = [least: VoiceParts, most: VoiceParts];

async function compareVoice(
  pool: pg.Pool,
  ledger: Ledger,
  knowledge: Knowledge,
  result: Comparison,
  differ: (difference: Difference) => void,
  inScope: (key: string) => boolean,
): Promise<void> {
  const none: VoiceParts = [0, 0, 0, 0];
  const truth = new Map<string, Bounds>();
  const collect = (excluded: readonly Exclusion[], side: 0 | 1) =>
    ledger(excluded, (cell) => {
      if (!knowledge.counted.has(cell.guildId)) return;
      const parts: VoiceParts = [cell.activeMs, cell.mutedMs, cell.deafenedMs, cell.aloneMs];
      const key = cellKey(cell.guildId, cell.channelId, cell.userId, cell.hour);
      if (parts.every((ms) => ms === 0) || !inScope(key)) return;
      const bounds = truth.get(key) ?? [none, none];
      bounds[side] = parts;
      truth.set(key, bounds);
    });
  const excluded = [...knowledge.outside, ...knowledge.gaps, ...knowledge.voiceGaps];
  await collect(excluded, 0);
  if (excluded.length === 0) for (const bounds of truth.values()) bounds[1] = bounds[0];
  else await collect([], 1);

  const judge = (key: string, counted: VoiceParts, [least, most]: Bounds) => {
    let worst = 0;
    counted.forEach((ms, part) => {
      worst = Math.max(worst, (least[part] ?? 0) - ms, ms - (most[part] ?? 0));
    });
    result.largestVoiceMs = Math.max(result.largestVoiceMs, worst);
    if (worst <= result.voiceToleranceMs) return;
    result.wrongVoiceCells += 1;
    const truly = least.every((ms, part) => ms === most[part])
      ? most.join(' ')
      : `${least.join(' ')} to ${most.join(' ')}`;
    differ({ what: 'voice', key, counted: `${counted.join(' ')} ms`, truth: `${truly} ms` });
  };
  await eachVoiceCell(pool, ({ key, guildId, parts }) => {
    if (!inScope(key)) return;
    if (!knowledge.counted.has(guildId)) {
      result.strangers += 1;
      differ({ what: 'not entitled', key, counted: `${parts.join(' ')} ms`, truth: 'nothing' });
      return;
    }
    result.voiceCells += 1;
    result.voiceMs += parts.reduce((sum, ms) => sum + ms, 0);
    judge(key, parts, truth.get(key) ?? [none, none]);
    truth.delete(key);
  });
  for (const [key, bounds] of truth) judge(key, none, bounds);
}
