import type { AccountsDeps } from './deps.server.ts';
import type { AccessKind, StaffRole } from './rules/staff.ts';

/** Proof that a look was written down: what is shown to staff asks for it. */
export interface EnteredAccess {
  id: string;
  kind: AccessKind;
  subjectId: string;
  endsAt: Date;
}

/**
 * Writes down that a member of staff looks at a page of what they opened. Null where it is not open to them: never opened,
 * over, closed, or the role is gone under which it was opened. Then nothing may be shown.
 * @param page which page, in our own words: the end of its address
 */
export async function enterAccess(
  { db, clock }: Pick<AccountsDeps, 'db' | 'clock'>,
  {
    staff,
    kind,
    id,
    page,
  }: { staff: { id: string; roles: readonly StaffRole[] }; kind: AccessKind; id: string; page: string },
): Promise<EnteredAccess | null> {
  const { rows } = await db.for('accountability').pool.query<{ id: string; ends_at: Date }>(
    `WITH open AS (
       SELECT id, staff_id, person_id, guild_id, ends_at FROM staff_access
        WHERE staff_id = $1 AND ${kind === 'person' ? 'person_id' : 'guild_id'} = $2 AND role = ANY ($3)
          AND opened_at <= $4 AND ends_at > $4 AND closed_at IS NULL
        ORDER BY opened_at DESC LIMIT 1
     ), seen AS (
       INSERT INTO staff_view (access_id, page, staff_id, person_id, guild_id, first_at, last_at)
       SELECT id, $5, staff_id, person_id, guild_id, $4, $4 FROM open
       ON CONFLICT (access_id, page) DO UPDATE SET views = staff_view.views + 1, last_at = excluded.last_at
       RETURNING access_id
     )
     SELECT id, ends_at FROM open JOIN seen ON access_id = id`,
    [staff.id, id, staff.roles, new Date(clock.now()), page],
  );
  const [open] = rows;
  return open ? { id: open.id, kind, subjectId: id, endsAt: open.ends_at } : null;
}
