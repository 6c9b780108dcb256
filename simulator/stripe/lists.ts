import { z } from 'zod';
import { missing } from './errors.ts';

/** Parameters of every list. */
export const pageParams = {
  limit: z.coerce.number().int().min(1).max(100).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
};

export const createdParam = z
  .union([
    z.coerce.number().transform((at) => ({ gte: at, lte: at })),
    z.strictObject({
      gt: z.coerce.number().optional(),
      gte: z.coerce.number().optional(),
      lt: z.coerce.number().optional(),
      lte: z.coerce.number().optional(),
    }),
  ])
  .optional();

/** Whether an instant is inside the span that a list was asked for. */
export function isWithin(at: number, span: z.infer<typeof createdParam>): boolean {
  if (!span) return true;
  const { gt, gte, lt, lte } = { gt: undefined, lt: undefined, ...span };
  return (
    (gt === undefined || at > gt) &&
    (gte === undefined || at >= gte) &&
    (lt === undefined || at < lt) &&
    (lte === undefined || at <= lte)
  );
}

/** A page of a list, newest first, from objects in the order they were made. Source: Stripe API reference, "Pagination". */
export function pageOf<T extends { id: string }>(
  url: string,
  made: readonly T[],
  { limit, starting_after: after, ending_before: before }: z.infer<z.ZodObject<typeof pageParams>>,
) {
  const all = made.toReversed();
  const placeOf = (id: string, param: string) => {
    const at = all.findIndex((one) => one.id === id);
    if (at < 0) throw missing('object', id, param);
    return at;
  };
  let from = 0;
  let to = all.length;
  if (after !== undefined) from = placeOf(after, 'starting_after') + 1;
  if (before !== undefined) to = placeOf(before, 'ending_before');
  const data =
    before === undefined ? all.slice(from, Math.min(to, from + limit)) : all.slice(Math.max(from, to - limit), to);
  return { object: 'list' as const, url, has_more: data.length < to - from, data };
}
