import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { personId, type RunningWeb, startWeb } from './testing/running-web.ts';

const token = 'what only the mail server knows, long enough';
let db: WholeDatabase;
let web: RunningWeb;
beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db, { env: { MAIL_INTAKE_TOKEN: token, MAIL_INTAKE_ADDRESS: 'hello@example.org' } });
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

async function hand(mail: unknown, bearer = token): Promise<{ status: number; address: string }> {
  const response = await fetch(`${web.origin}/webhooks/mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}` },
    body: typeof mail === 'string' ? mail : JSON.stringify(mail),
  });
  const { address = '' } = (await response.json()) as { address?: string };
  return { status: response.status, address };
}

test('a mail stands on the desk beside letters, and is answered where only its writer looks', async () => {
  const words = 'What do you hold about me?';
  const { status, address } = await hand({ subject: 'A question', text: words, from: 'ada@example.org' });
  expect(status).toBe(201);
  const visitor = new Browser(web);
  await visitor.post('/contact', { topic: 'privacy', words: 'The same, from the page.' });
  const staff = new Browser(web);
  await staff.signIn(personId(web.simulator, 'staff'));
  const desk = await (await staff.get('/operator/promises')).text();
  for (const seen of [words, 'By mail', 'The same, from the page.', 'By the contact page'])
    expect(desk).toContain(seen);
  const { rows } = await db.pool.query<{ id: string }>(`SELECT id FROM contact_case WHERE channel = 'mail'`);
  const answer = { intent: 'answer', caseId: rows[0]?.id ?? '', answer: 'Nothing at all.' };
  expect((await staff.post('/operator/promises', answer)).status).toBe(302);
  expect(address.startsWith(`${web.origin}/contact/`)).toBe(true);
  expect(await (await visitor.get(new URL(address).pathname)).text()).toContain('Nothing at all.');
  const kept = await db.pool.query('SELECT * FROM contact_case');
  expect(JSON.stringify(kept.rows)).not.toContain('ada@');
  const page = await (await visitor.get('/contact')).text();
  expect(page).toContain('mailto:hello@example.org');
  expect(page).toContain('Half of those of the last ninety days were answered within');
});

test('nobody else hands mails over, and what is none is refused', async () => {
  expect((await hand({ text: 'From somebody else.' }, 'wrong')).status).toBe(401);
  for (const none of ['not JSON', [], { text: 'short' }, { subject: 'no text' }])
    expect((await hand(none)).status).toBe(400);
  expect(await db.prisma.contactCase.count({ where: { channel: 'mail' } })).toBe(1);
});
