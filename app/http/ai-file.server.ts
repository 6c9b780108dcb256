import { stringify } from 'csv-stringify/sync';
import { listOwnCalls } from '#core/ai/list-own-calls.server.ts';
import type { OwnCall } from '#core/ai/rules/views.ts';
import type { Dependencies } from './dependencies.server.ts';

const AT_ONCE = 1_000;

/** In the order of the file. Costs are billionths of a US dollar. */
const columns = [
  ...(['id', 'at', 'feature', 'prompt_version', 'guild_id', 'vendor', 'model', 'fields', 'masked'] as const),
  ...(['tokens_in', 'tokens_out', 'cost_nanos', 'outcome', 'review'] as const),
];

const records = (calls: readonly OwnCall[]): Record<(typeof columns)[number], unknown>[] =>
  calls.map(({ id, at, feature, promptVersion, guildId, vendor, model, fields, redacted, ...call }) => ({
    ...{ id, at: at.toISOString(), feature, prompt_version: promptVersion, guild_id: guildId, vendor, model },
    ...{ fields, masked: redacted, tokens_in: call.tokensIn, tokens_out: call.tokensOut },
    cost_nanos: call.costNanos === null ? null : call.costNanos.toString(),
    outcome: call.outcome,
    review: call.review,
  }));

/** Every call that was made for a person, as a file. None of its values is written by somebody else. */
export async function ownCallsFile(
  { db }: Dependencies,
  scope: { personId: string },
  kind: 'csv' | 'json',
): Promise<Response> {
  const calls: OwnCall[] = [];
  for (let before: string | null = null; ; ) {
    const page = await listOwnCalls(db, scope, { before, limit: AT_ONCE });
    calls.push(...page.calls);
    before = page.next;
    if (before === null) break;
  }
  const all = records(calls);
  const body =
    kind === 'json'
      ? `${JSON.stringify({ calls: all }, null, 2)}\n`
      : stringify(
          all.map((record) => columns.map((column) => [record[column]].flat().join(' '))),
          { header: true, columns },
        );
  return new Response(body, {
    headers: {
      'content-type': kind === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="ai-calls.${kind}"`,
    },
  });
}
