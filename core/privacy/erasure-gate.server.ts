/**
 * Held, shared, by whoever writes what people did, and alone by whoever erases somebody, for the moment in which that
 * becomes known: writers that began before are waited for, and those that begin later refuse the person.
 */
export const GATE_LOCK = 72_707_397;

/** A statement to go before the first that writes what people did, in its transaction. */
export const PASS_GATE = `SELECT pg_advisory_xact_lock_shared(${GATE_LOCK})`;

/** SQL: the seeds of marks, read once a statement. */
const SEEDS = '((SELECT erasure_seeds()))';

/**
 * SQL: that what a person did in a guild is not of before they, or the guild, were erased. An erasure is of whole hours:
 * counts know no smaller time, so what somebody does in the rest of that hour is refused as well. Without a tombstone as
 * young as the rows nothing else is asked; with some, hashes are made for one in 65,536 of the people for each of them.
 * @param atMs when it was, or the beginning of the hour in which it was
 * @param oldestMs a parameter: the least of all `atMs` of the statement
 */
export function notErased(of: { person: string; guild: string; atMs: string; oldestMs: string }): string {
  const young = `FROM erasure_tombstone WHERE until_ms > ${of.oldestMs}::int8`;
  // The first seed is the secret in use. Older ones are few, and mostly none.
  const isMarked = (id: string) =>
    `(erasure_mark(${id}, ${SEEDS}[1]) IN (SELECT mark ${young})
      OR cardinality(${SEEDS}) > 1
         AND EXISTS (SELECT 1 FROM unnest(${SEEDS}[2:]) AS older(seed) WHERE erasure_mark(${id}, seed) IN (SELECT mark ${young})))`;
  return `NOT (EXISTS (SELECT 1 ${young}) AND (${isMarked(of.person)} OR ${isMarked(of.guild)})
               AND is_erased(${of.person}, ${of.guild}, ${of.atMs}))`;
}
