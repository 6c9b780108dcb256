/**
 * Held, shared, by whoever writes what people did, and alone by whoever erases somebody, for the moment in which that
 * becomes known: writers that began before are waited for, and those that begin later refuse the person.
 */
export const GATE_LOCK = 72_707_397;

/** A statement to go before the first that writes what people did, in its transaction. */
export const PASS_GATE = `SELECT pg_advisory_xact_lock_shared(${GATE_LOCK})`;

/**
 * SQL: that what a person did in a guild is not of before they, or the guild, were erased. An erasure is of whole hours:
 * counts know no smaller time, so what somebody does in the rest of that hour is refused as well. A hash is made for one in
 * 256 of the people in rows as old as a tombstone, and for nobody else.
 * @param atMs when it was, or the beginning of the hour in which it was
 * @param oldestMs a parameter: the least of all `atMs` of the statement
 */
export function notErased(of: { person: string; guild: string; atMs: string; oldestMs: string }): string {
  const marks = `coalesce((SELECT array_agg(mark) FROM erasure_tombstone WHERE until_ms > ${of.oldestMs}::int8), '{}')`;
  return `NOT ((erasure_mark(${of.person}) = ANY(${marks}) OR erasure_mark(${of.guild}) = ANY(${marks}))
               AND is_erased(${of.person}, ${of.guild}, ${of.atMs}))`;
}
