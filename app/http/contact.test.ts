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
  web = await startWeb(db, {
    env: { MAIL_INTAKE_TOKEN: token, MAIL_INTAKE_ADDRESS: 'hello@example.org', PROCORD_TRUST_PROXY: 'true' },
  });
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

test('one visitor who writes on and on shuts the desk for themselves alone, and their address is kept nowhere', async () => {
  const send = async (from: string, browser = new Browser(web)) => {
    const fields = { topic: 'other', words: 'Written by a program, over and over.' };
    return (await browser.post('/contact', fields, { 'x-forwarded-for': from })).status;
  };
  const report = async (from: string) => {
    const fields = { personId: '400000000000000009', words: 'Written by a program, over and over.' };
    return (await new Browser(web).post('/contact/under-age', fields, { 'x-forwarded-for': from })).status;
  };
  const program = '2001:db8:77::1';
  for (let n = 0; n < 10; n++) expect(await send(program)).toBe(302);
  expect(await send(program)).toBe(429);
  expect(await report(program), 'the other form is the same desk').toBe(429);
  expect(await send('2001:db8:77:0:ffff::2'), 'another address of the same customer').toBe(429);
  expect(await send(`203.0.113.7, ${program}`), 'what was said to the proxy is not believed').toBe(429);
  expect(await send('2001:db8:78::1'), 'somebody else').toBe(302);
  expect(await report('203.0.113.7')).toBe(302);
  const member = new Browser(web);
  await member.signIn(personId(web.simulator, 'member'));
  expect(await send(program, member), 'an account has a limit of its own').toBe(302);
  const { rows } = await db.pool.query(
    `SELECT query_to_xml('SELECT * FROM contact_case', true, true, '')::text ||
            query_to_xml('SELECT * FROM rate_limit', true, true, '')::text AS kept`,
  );
  expect(rows[0].kept).toContain('over and over');
  expect(rows[0].kept).not.toMatch(/2001:db8|203\.0\.113/);
});

test('nobody else hands mails over, and what is none is refused', async () => {
  expect((await hand({ text: 'From somebody else.' }, 'wrong')).status).toBe(401);
  for (const none of ['not JSON', [], { text: 'short' }, { subject: 'no text' }])
    expect((await hand(none)).status).toBe(400);
  expect(await db.prisma.contactCase.count({ where: { channel: 'mail' } })).toBe(1);
});
