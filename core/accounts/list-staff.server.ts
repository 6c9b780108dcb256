import type { AccountsDeps } from './deps.server.ts';
import { isStaffRole } from './rules/staff.ts';
import type { StaffRow } from './schema.ts';

const MOST_ROWS = 500;

/** Everybody with a role, by name; those that the settings make admins stand first and were given it by nobody. */
export async function listStaff({ db, staffIds }: Pick<AccountsDeps, 'db' | 'staffIds'>): Promise<StaffRow[]> {
  const configured = [...staffIds];
  const [accounts, rows] = await Promise.all([
    db.for('accountability').prisma.account.findMany({
      where: { id: { in: configured.map(BigInt) } },
      select: { id: true, username: true },
    }),
    db.for('accountability').prisma.staffMember.findMany({
      include: { account: { select: { username: true } } },
      orderBy: [{ account: { username: 'asc' } }, { role: 'asc' }],
      take: MOST_ROWS,
    }),
  ]);
  const names = new Map(accounts.map(({ id, username }) => [id.toString(), username]));
  return [
    ...configured.map((accountId) => ({
      accountId,
      username: names.get(accountId) ?? null,
      role: 'admin' as const,
      given: null,
    })),
    ...rows.flatMap(({ accountId, account, role, givenBy, givenAt }) =>
      isStaffRole(role)
        ? [
            {
              accountId: accountId.toString(),
              username: account.username,
              role,
              given: { by: givenBy?.toString() ?? null, at: givenAt },
            },
          ]
        : [],
    ),
  ];
}
