import { isLocale, type Locale } from '#core/i18n/rules.ts';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { AccountsDeps } from './deps.server.ts';
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
  staff: boolean;
}

/** The account of a session that has not ended, or null. Notes the visit now and then. */
export async function readSession(
  { db, clock, staffIds }: Pick<AccountsDeps, 'db' | 'clock' | 'staffIds'>,
  sessionId: string,
): Promise<Account | null> {
  const now = clock.now();
  const idHash = new Uint8Array(sha256(sessionId));
  const session = await db.prisma.session.findFirst({
    where: { idHash, expiresAt: { gt: new Date(now) }, lastSeenAt: { gt: new Date(now - SESSION_IDLE_MS) } },
    select: { lastSeenAt: true, account: true },
  });
  if (!session) return null;
  if (now - session.lastSeenAt.getTime() > SESSION_TOUCH_MS)
    await db.prisma.session.updateMany({ where: { idHash }, data: { lastSeenAt: new Date(now) } });
  const { account } = session;
  const id = account.id.toString();
  return {
    id,
    username: account.username,
    name: account.globalName ?? account.username,
    theme: account.theme === 'light' || account.theme === 'dark' ? account.theme : null,
    locale: isLocale(account.locale) ? account.locale : null,
    suspended: account.suspendedAt !== null,
    staff: staffIds.has(id),
  };
}
