import { isLocale, type Locale } from '#core/i18n/rules.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { isStaffRole, type StaffRole } from './rules/staff.ts';
import { SESSION_IDLE_MS, SESSION_TOUCH_MS } from './rules.ts';
import type { Theme } from './schema.ts';

/** The person behind a request. */
export interface Account {
  id: string;
  username: string;
  /** What people call them: the global name, else the username. */
  name: string;
  theme: Theme;
  locale: Locale | null;
  suspended: boolean;
  /** What they are here; empty for everybody who is not staff. */
  roles: readonly StaffRole[];
  /** An admin of this instance. */
  staff: boolean;
  /** Of the notice that the person has met; null before the first. */
  noticeVersion: number | null;
}

/** The account of a session that has not ended, or null. Notes the visit now and then. */
export async function readSession(
  { db, clock, staffIds }: Pick<AccountsDeps, 'db' | 'clock' | 'staffIds'>,
  sessionId: string,
): Promise<Account | null> {
  const now = clock.now();
  const idHash = sha256(sessionId);
  // Every request asks this: one plain question, its columns alone.
  const { rows } = await db.for('accountability', 'sign-in').pool.query<SessionRow>(
    `SELECT s.last_seen_at, a.id, a.username, a.global_name, a.theme, a.locale, a.notice_version,
            a.suspended_at IS NOT NULL AS suspended,
            ARRAY(SELECT role FROM staff_member m WHERE m.account_id = a.id) AS roles
       FROM session s JOIN account a ON a.id = s.account_id
      WHERE s.id_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3`,
    [idHash, new Date(now), new Date(now - SESSION_IDLE_MS)],
  );
  const [session] = rows;
  if (!session) return null;
  if (now - session.last_seen_at.getTime() > SESSION_TOUCH_MS)
    await db
      .for('accountability', 'sign-in')
      .pool.query('UPDATE session SET last_seen_at = $2 WHERE id_hash = $1', [idHash, new Date(now)]);
  const { id, username, global_name, theme, locale, suspended, notice_version } = session;
  const given = session.roles.filter(isStaffRole);
  const roles = staffIds.has(id) ? [...new Set<StaffRole>([...given, 'admin'])] : given;
  return {
    id,
    username,
    name: global_name ?? username,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    locale: isLocale(locale) ? locale : null,
    suspended,
    noticeVersion: notice_version,
    roles,
    staff: roles.includes('admin'),
  };
}

interface SessionRow {
  last_seen_at: Date;
  id: string;
  username: string;
  global_name: string | null;
  theme: string | null;
  locale: string | null;
  suspended: boolean;
  notice_version: number | null;
  roles: string[];
}
