import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '#core/platform/crypto.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { completeSignIn } from './complete-sign-in.server.ts';
import type { AccountsDeps } from './deps.server.ts';
import { endAllSessions, endSession } from './end-session.server.ts';
import { getAccessToken } from './get-access-token.server.ts';
import { openAccount } from './open-account.server.ts';
import { pruneSessions } from './prune-sessions.server.ts';
import { readSession } from './read-session.server.ts';
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS, SIGN_IN_MS, TOKEN_RENEW_MS } from './rules.ts';
import { startSignIn } from './start-sign-in.server.ts';
import { restoreAccount, suspendAccount } from './suspend-account.server.ts';
import { ScriptedDiscord } from './testing/scripted-discord.ts';

const START = Date.UTC(2026, 0, 1);
const redirectUri = 'https://here.example/auth/discord/callback';
const staffId = '300000000000000009';

let db: WholeDatabase;
let oauth: ScriptedDiscord;
let nowMs: number;
let deps: AccountsDeps;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.account.deleteMany();
  oauth = new ScriptedDiscord();
  nowMs = START;
  deps = {
    db,
    oauth,
    clock: { now: () => nowMs },
    secrets: ['a secret of at least thirty-two characters'],
    staffIds: new Set([staffId]),
  };
});

/** Signs in; somebody new is told what is kept, and says yes. */
async function signIn(before: string | null = null): Promise<string> {
  const { pending } = startSignIn(deps, { redirectUri, returnTo: '/guilds' });
  const done = await completeSignIn(deps, { code: 'c', state: pending.state, redirectUri }, pending, {
    sessionId: before,
  });
  if ('sessionId' in done) return done.sessionId;
  return db.prisma.$transaction((tx) => openAccount(tx, deps, done.newcomer, 1));
}

describe('a sign-in', () => {
  test('sends the S256 challenge of the verifier it keeps', async () => {
    const { url, pending } = startSignIn(deps, { redirectUri, returnTo: null });
    const challenge = createHash('sha256').update(pending.verifier).digest('base64url');
    expect(new URL(url).searchParams.get('challenge')).toBe(challenge);
    await completeSignIn(deps, { code: 'c', state: pending.state, redirectUri }, pending, { sessionId: null });
    expect(oauth.redeemed).toEqual([{ code: 'c', verifier: pending.verifier, redirectUri }]);
  });

  test('is refused with another state, too late, without a beginning, and where a scope was left out', async () => {
    const { pending } = startSignIn(deps, { redirectUri, returnTo: null });
    const answer = { code: 'c', state: pending.state, redirectUri };
    const none = { sessionId: null };
    await expect(completeSignIn(deps, { ...answer, state: 'x' }, pending, none)).rejects.toThrow('belong');
    await expect(completeSignIn(deps, answer, null, none)).rejects.toThrow('belong');
    await expect(completeSignIn(deps, { ...answer, code: 'spent' }, pending, none)).rejects.toMatchObject({
      code: 'not_signed_in',
    });
    oauth.scopes = ['identify'];
    await expect(completeSignIn(deps, answer, pending, none)).rejects.toThrow('guilds');
    nowMs += SIGN_IN_MS + 1;
    await expect(completeSignIn(deps, answer, pending, none)).rejects.toThrow('late');
    expect(await db.prisma.session.count()).toBe(0);
    expect(oauth.redeemed).toHaveLength(2);
  });

  test('writes nothing about somebody who has no account', async () => {
    const { pending } = startSignIn(deps, { redirectUri, returnTo: '/guilds' });
    const done = await completeSignIn(deps, { code: 'c', state: pending.state, redirectUri }, pending, {
      sessionId: null,
    });
    expect(done).toMatchObject({
      newcomer: { id: oauth.userId, username: 'somebody', toldAtMs: nowMs, returnTo: '/guilds' },
    });
    expect([await db.prisma.account.count(), await db.prisma.session.count()]).toEqual([0, 0]);
  });

  test('ends the session the browser had', async () => {
    const first = await signIn();
    const second = await signIn(first);
    expect(second).not.toBe(first);
    expect(await readSession(deps, first)).toBe(null);
    expect(await readSession(deps, second)).toMatchObject({ id: oauth.userId, name: 'Some Body' });
  });
});

describe('a session', () => {
  test('ends after a week without a visit', async () => {
    const sessionId = await signIn();
    nowMs += SESSION_IDLE_MS - 1_000;
    expect(await readSession(deps, sessionId)).not.toBe(null);
    nowMs += SESSION_IDLE_MS - 1_000;
    expect(await readSession(deps, sessionId)).not.toBe(null);
    nowMs += SESSION_IDLE_MS + 1_000;
    expect(await readSession(deps, sessionId)).toBe(null);
    expect(await pruneSessions(db, nowMs)).toBe(1);
  });

  test('ends after thirty days however often it is used', async () => {
    const sessionId = await signIn();
    for (nowMs = START; nowMs < START + SESSION_ABSOLUTE_MS; nowMs += SESSION_IDLE_MS / 2)
      expect(await readSession(deps, sessionId)).not.toBe(null);
    nowMs = START + SESSION_ABSOLUTE_MS + 1;
    expect(await readSession(deps, sessionId)).toBe(null);
    expect(await pruneSessions(db, nowMs)).toBe(1);
  });

  test('signing out tells Discord with the last session only: it voids all tokens of a person at once', async () => {
    const [one, two] = [await signIn(), await signIn()];
    await endSession(deps, one);
    expect(oauth.revoked).toEqual([]);
    expect(await readSession(deps, two)).not.toBe(null);
    await endSession(deps, two);
    expect(oauth.revoked).toHaveLength(1);
  });

  test('signing out everywhere ends all of one person and none of another, also while Discord is away', async () => {
    const mine = [await signIn(), await signIn()];
    const me = oauth.userId;
    oauth.userId = '300000000000000002';
    const theirs = await signIn();
    oauth.revoke = () => Promise.reject(new Error('away'));
    expect(await endAllSessions(deps, me)).toBe(2);
    for (const sessionId of mine) expect(await readSession(deps, sessionId)).toBe(null);
    expect(await readSession(deps, theirs)).not.toBe(null);
  });
});

describe("Discord's token", () => {
  test('is sealed for its row: moved to another session it does not open', async () => {
    const one = await signIn();
    oauth.userId = '300000000000000002';
    const two = await signIn();
    expect(await getAccessToken(deps, one)).toBe('access-1');
    const stolen = await db.prisma.session.findUniqueOrThrow({ where: { idHash: new Uint8Array(sha256(one)) } });
    expect(Buffer.from(stolen.accessTokenSealed).includes('access-1')).toBe(false);
    await db.prisma.session.update({
      where: { idHash: new Uint8Array(sha256(two)) },
      data: { accessTokenSealed: stolen.accessTokenSealed },
    });
    await expect(getAccessToken(deps, two)).rejects.toThrow();
  });

  test('is renewed once, however many ask at the same time', async () => {
    const sessionId = await signIn();
    nowMs += 604_800_000 - TOKEN_RENEW_MS + 1;
    const answers = await Promise.all(Array.from({ length: 5 }, () => getAccessToken(deps, sessionId)));
    expect(oauth.refreshes).toBe(1);
    expect(new Set(answers)).toEqual(new Set(['access-2']));
    expect(await getAccessToken(deps, sessionId)).toBe('access-2');
  });

  test('that Discord refuses to renew ends the session; a Discord that is away does not', async () => {
    const sessionId = await signIn();
    nowMs += 604_800_000;
    oauth.onRefresh = 'away';
    await expect(getAccessToken(deps, sessionId)).rejects.toMatchObject({ code: 'discord_unavailable' });
    oauth.onRefresh = 'refuse';
    await expect(getAccessToken(deps, sessionId)).rejects.toMatchObject({ code: 'not_signed_in' });
    expect(await db.prisma.session.count()).toBe(0);
  });
});

describe('a suspension', () => {
  test('ends the sessions, leaves its record, and can be taken back', async () => {
    const sessionId = await signIn();
    const asked = { accountId: oauth.userId, staffId, reason: 'for this test' };
    await suspendAccount(deps, asked);
    expect(await readSession(deps, sessionId)).toBe(null);
    expect(await readSession(deps, await signIn())).toMatchObject({ suspended: true });
    await expect(suspendAccount(deps, asked)).rejects.toMatchObject({ code: 'conflict' });
    await restoreAccount(deps, asked);
    await expect(restoreAccount(deps, asked)).rejects.toMatchObject({ code: 'conflict' });
    expect(await readSession(deps, await signIn())).toMatchObject({ suspended: false });
    const records = await db.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } });
    expect(records.map(({ action, subjectId, reason }) => [action, subjectId?.toString(), reason])).toEqual([
      ['account.suspended', oauth.userId, 'for this test'],
      ['account.restored', oauth.userId, 'for this test'],
    ]);
  });

  test('does not reach staff, nor somebody who never signed in', async () => {
    await expect(suspendAccount(deps, { accountId: staffId, staffId, reason: 'x' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(suspendAccount(deps, { accountId: '300000000000000077', staffId, reason: 'x' })).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });

  test('whose record cannot be written does not happen', async () => {
    await signIn();
    const asked = { accountId: oauth.userId, staffId, reason: 'a zero \0 that Postgres refuses' };
    await expect(suspendAccount(deps, asked)).rejects.toThrow();
    expect(await db.prisma.account.count({ where: { suspendedAt: { not: null } } })).toBe(0);
    expect(await db.prisma.session.count()).toBe(1);
  });
});
