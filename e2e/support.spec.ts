import type { Page } from '@playwright/test';
import { onlooker } from './setup/axe.ts';
import { discord } from './setup/discord.ts';
import { choose, chooseFirst, press, type } from './setup/keyboard.ts';
import { comeFromDiscord, signedInAs } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

/** As e2e/forms.spec.ts: who is erased here is nobody whom others look for. The first of them go through its forms. */
const GUILD = 'Brettspielkeller';
const OTHERS = 6;

test.use({ persona: 'staff', javaScriptEnabled: false });

test.beforeEach(({ watch }) => watch.allow(/status of 400/));

const strangers = async (count: number) =>
  (await discord.residents((await discord.guild(GUILD)).id, OTHERS + count)).slice(OTHERS);

/** Somebody without an account says that a person is too young. */
async function report(visitor: Page, personId: string, words: string): Promise<void> {
  await visitor.goto('/contact');
  await visitor.getByRole('link', { name: 'Report that somebody is too young for this' }).press('Enter');
  await type(visitor, 'Discord id of the person', personId);
  await type(visitor, 'What makes you think so', words);
  await press(visitor, 'Report');
  await expect(visitor.getByRole('heading', { level: 1, name: 'What you wrote to us' })).toBeVisible();
}

test('a report is decided: not shown, with a reason, and it is forgotten whom it was about', async ({
  page,
  browserOf,
}) => {
  const [personId = ''] = await strangers(1);
  const words = 'They sound young to me, and no more than that.';
  await report(await (await browserOf(null)).newPage(), personId, words);
  const seen = await onlooker(await browserOf(null, { javaScriptEnabled: true }));

  await page.goto('/staff');
  await page.getByRole('link', { name: 'Reports of people who are too young' }).press('Enter');
  const one = page.getByRole('listitem').filter({ hasText: words });
  await expect(one).toContainText(personId);
  await seen.expectAccessible(page, 'reports');
  await choose(one, 'Not shown');
  await type(one, 'Reason', 'no');
  // Browsers hold a reason of two letters back themselves: what is sent all the same is answered beside its field.
  await one.getByLabel('Reason').evaluate((field) => field.removeAttribute('minlength'));
  await press(one, 'Decide');
  await expect(page.getByRole('alert')).toContainText('Give a reason on one line, 3 to 500 characters.');
  await seen.expectAccessible(page, 'reports with an error');
  await expect(one.getByRole('radio', { name: 'Not shown' }), 'what was chosen stays').toBeChecked();
  await type(one, 'Reason', 'thing shows it');
  await press(one, 'Decide');
  await expect(page.getByText('It is decided.')).toBeVisible();
  await expect(one).toContainText(': not shown.');
  await expect(one).not.toContainText(personId);
});

test('a report is decided: under age, and who it is about is signed out at once', async ({ page, browserOf }) => {
  const [, personId = ''] = await strangers(2);
  const person = await (await browserOf(null, { storageState: await signedInAs(personId) })).newPage();
  await person.goto('/account');
  await expect(person.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  const words = 'They wrote in our server that they are eleven.';
  await report(await (await browserOf(null)).newPage(), personId, words);

  await page.goto('/staff/reports');
  const one = page.getByRole('listitem').filter({ hasText: words });
  await choose(one, 'Under age: freeze and erase');
  await type(one, 'Reason', 'Their own words, seen by staff');
  await press(one, 'Decide');
  await expect(page.getByText('It is decided.')).toBeVisible();

  await person.reload();
  await expect(person, 'signed out').toHaveURL(/redirectTo/);
  await comeFromDiscord(person.request, personId);
  await person.goto('/auth/too-young?decided');
  await expect(person.getByText('Staff looked at it and decided so')).toBeVisible();
  const seen = await onlooker(await browserOf(null, { javaScriptEnabled: true }));
  await seen.expectAccessible(person, 'somebody of whom staff decided');
});

test('a correction is answered by staff, and read by who asked for it', async ({ page, browserOf }) => {
  const [, , personId = ''] = await strangers(3);
  const person = await (await browserOf(null, { storageState: await signedInAs(personId) })).newPage();
  await person.goto('/privacy/me/correct');
  await chooseFirst(person, 'Where');
  await type(person, 'What is wrong, and what would be right', 'I was not there on Tuesday.');
  await press(person, 'Ask for the correction');
  await expect(person.getByText('A person reads it')).toBeVisible();

  await page.goto('/staff/corrections');
  const one = page.getByRole('region', { name: `From ${personId}`, exact: true });
  await expect(one).toContainText('I was not there on Tuesday.');
  await one.getByRole('radio').evaluateAll((radios) => {
    for (const radio of radios) radio.removeAttribute('required');
  });
  const answer = 'The counts of that day come from Discord as they are.';
  await type(one, 'Your answer', answer);
  await press(one, 'Answer');
  await expect(one).toContainText('Say whether you corrected it.');
  await expect(one.getByLabel('Your answer'), 'what was typed stays').toHaveValue(answer);
  const seen = await onlooker(await browserOf(null, { javaScriptEnabled: true }));
  await seen.expectAccessible(page, 'corrections with an error');
  await one.getByRole('radio', { name: /^It stays as it is/ }).press('Space');
  await press(one, 'Answer');
  await expect(page.getByText('It is answered.')).toBeVisible();
  await expect(one).toHaveCount(0);

  await person.reload();
  await expect(person.getByText(answer)).toBeVisible();
  await expect(person.getByText('The answer was no')).toBeVisible();
});
