import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suspendAccount } from '#core/accounts/suspend-account.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';

/** A day of the last thirty, and its hours. */
const DAY = Math.floor(Date.now() / 86_400_000) - 3;

let db: WholeDatabase;
let web: RunningWeb;
let guild: { id: string; name: string };

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  guild = web.simulator.sim.world.guildAt(0);
  await db.pool.query('SELECT analytics.ensure_day($1)', [DAY]);
  // Each with a number of their own, in one row that holds both.
  await db.pool.query(
    `INSERT INTO analytics.message_pack (guild_id, day, merged, hours, channel_ids, user_ids, messages)
     VALUES ($1, $2::int4, 0, ARRAY[$2::int4 * 24 + 5, $2::int4 * 24 + 5], '{77,77}', $3, '{4321,8765}'),
            (7, $2::int4, 0, ARRAY[$2::int4 * 24 + 6], '{78}', $4, '{1234}')`,
    [guild.id, DAY, [idOf('member'), idOf('manager')], [idOf('member')]],
  );
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

const idOf = (persona: PersonaName) => personId(web.simulator, persona);

async function signedIn(persona: PersonaName): Promise<Browser> {
  const browser = new Browser(web);
  await browser.signIn(idOf(persona));
  return browser;
}

async function read(browser: Browser, address: string) {
  const response = await browser.get(address);
  const html = await response.text();
  const { document } = new Window({ url: web.origin });
  document.write(html);
  return { status: response.status, html, document, text: document.body.textContent ?? '' };
}

describe('what is held about me', () => {
  test('names every part with its source, purpose, basis, time and recipients, and no value of anybody else', async () => {
    const page = await read(await signedIn('member'), '/privacy/me');
    expect(page.status).toBe(200);
    const part = [...page.document.querySelectorAll('details')].find((one) =>
      one.querySelector('summary')?.textContent?.includes('Messages, by hour and channel'),
    );
    expect(part?.querySelector('summary')?.textContent).toContain('2 entries');
    for (const words of [
      'Discord',
      'Article 6(1)(f) GDPR',
      'Thirty days',
      'a list of its most active members',
      guild.name,
    ])
      expect(part?.textContent).toContain(words);
    expect(page.text).toContain('4,321');
    expect(page.html).not.toContain('8765');
    expect(page.html).not.toContain('8,765');
    expect(page.html).not.toContain(idOf('manager'));
  });

  test('shows one server alone, and leaves out what belongs to none', async () => {
    const browser = await signedIn('member');
    const page = await read(browser, `/privacy/me?guild=${guild.id}`);
    expect(page.text).toContain('4,321');
    expect(page.text).not.toContain('1,234');
    expect(page.document.querySelector('option[selected]')?.getAttribute('value')).toBe(guild.id);
    expect(page.text).not.toContain('Browsers you are signed in with');
    for (const other of ['0', '9'.repeat(18), "' OR 1"])
      expect((await read(browser, `/privacy/me?guild=${encodeURIComponent(other)}`)).text).toContain('1,234');
  });

  test('never hands over a secret, only that there is one', async () => {
    const browser = await signedIn('member');
    const { html, text } = await read(browser, '/privacy/me');
    const { rows } = await db.pool.query<{ id_hash: Buffer }>('SELECT id_hash FROM session');
    expect(rows.length).toBeGreaterThan(0);
    for (const { id_hash } of rows) expect(html).not.toContain(id_hash.toString('hex'));
    expect(text).toContain('Held, and never shown');
  });

  test('is there for who is suspended, and brings a visitor back after signing in', async () => {
    await signedIn('suspended');
    await suspendAccount(
      { db, clock: systemClock, staffIds: new Set([idOf('staff')]) },
      { accountId: idOf('suspended'), staffId: idOf('staff'), reason: 'for this test' },
    );
    const browser = await signedIn('suspended');
    const page = await read(browser, '/privacy/me');
    expect([page.status, page.text.includes('Your data')]).toEqual([200, true]);
    expect(page.document.querySelector('a[href="/privacy/me"]')).not.toBeNull();
    const away = await new Browser(web).get('/privacy/me');
    expect(away.headers.get('location')).toBe('/?redirectTo=%2Fprivacy%2Fme');
  });
});
