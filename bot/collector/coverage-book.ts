import type { CountBatch, GapClose, GapKey, GapRow, SpanClose, SpanRow } from '#core/analytics/count-batch.server.ts';
import type { GapKind } from '#core/analytics/rules.ts';

/** An open gap or span: the row it will be, or null where the row is durable already. */
type Open<Row> = Map<string, Row | null>;

const ofShard = (shardId: number) => `shard ${shardId}`;
const ofGuild = (guildId: string, kind: GapKind) => `${guildId} ${kind}`;

/** What was not observed and since when guilds are counted, as it changes. One gap a shard, and one a guild and kind, is open at a time. */
export class CoverageBook {
  private readonly openGaps: Open<GapRow> = new Map();
  private readonly openSpans: Open<SpanRow> = new Map();
  private gapRows: GapRow[] = [];
  private gapCloses: GapClose[] = [];
  private spanRows: SpanRow[] = [];
  private spanCloses: SpanClose[] = [];

  restore(state: { openSpans: readonly string[]; openGaps: readonly GapKey[] }): void {
    for (const guildId of state.openSpans) this.openSpans.set(guildId, null);
    for (const gap of state.openGaps) this.openGaps.set(keyOf(gap), null);
  }

  openGap(gap: Omit<GapRow, 'toMs'>): void {
    const key = keyOf(gap);
    if (this.openGaps.has(key)) return;
    const row = { ...gap, toMs: null };
    this.openGaps.set(key, row);
    this.gapRows.push(row);
  }

  closeGap(gap: GapKey, toMs: number): void {
    const key = keyOf(gap);
    const row = this.openGaps.get(key);
    if (row === undefined) return;
    this.openGaps.delete(key);
    if (row === null) this.gapCloses.push({ ...gap, toMs });
    else row.toMs = Math.max(row.fromMs, toMs);
  }

  hasGap(guildId: string, kind: GapKind): boolean {
    return this.openGaps.has(ofGuild(guildId, kind));
  }

  isCounting(guildId: string): boolean {
    return this.openSpans.has(guildId);
  }

  openSpan(guildId: string, fromMs: number): void {
    if (this.openSpans.has(guildId)) return;
    const row = { guildId, fromMs, toMs: null };
    this.openSpans.set(guildId, row);
    this.spanRows.push(row);
  }

  closeSpan(guildId: string, toMs: number): void {
    const row = this.openSpans.get(guildId);
    if (row === undefined) return;
    this.openSpans.delete(guildId);
    if (row === null) this.spanCloses.push({ guildId, toMs });
    else row.toMs = Math.max(row.fromMs, toMs);
  }

  /** What the ledger must be told since the last call. Gaps and spans that were nothing at all are left out. */
  takeChanges(): Pick<CountBatch, 'gaps' | 'spans'> {
    const gaps = { closed: this.gapCloses, opened: this.gapRows.filter((row) => row.toMs !== row.fromMs).map(copy) };
    const spans = { closed: this.spanCloses, opened: this.spanRows.filter((row) => row.toMs !== row.fromMs).map(copy) };
    this.gapCloses = [];
    this.gapRows = [];
    this.spanCloses = [];
    this.spanRows = [];
    for (const key of this.openGaps.keys()) this.openGaps.set(key, null);
    for (const guildId of this.openSpans.keys()) this.openSpans.set(guildId, null);
    return { gaps, spans };
  }
}

function keyOf(gap: GapKey): string {
  return gap.guildId === null ? ofShard(gap.shardId) : ofGuild(gap.guildId, gap.kind);
}

function copy<Row extends object>(row: Row): Row {
  return { ...row };
}
