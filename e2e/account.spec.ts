import { expectAccessibleEverywhere } from './setup/axe.ts';
import { expect, test } from './setup/test.ts';

test('staff open an account with a reason, and its person reads it', async ({ browserOf }) => {
  const staff = await (await browserOf('staff')).newPage();
  const person = await (await browserOf('member')).newPage();
  await person.goto('/account');
  const id = (await person.locator('#profile ~ div code').textContent()) ?? '';
  await staff.goto('/staff');
  await staff.getByRole('radio', { name: 'Person' }).check();
  await staff.getByLabel('Discord id').fill(id);
  await staff.getByLabel('Reason').first().fill('Ticket 12');
  await staff.getByRole('button', { name: 'Open for 30 minutes' }).click();
  await staff.getByRole('link', { name: 'Look', exact: true }).first().click();
  await expect(staff.getByRole('heading', { level: 1, name: 'A person’s account' })).toBeVisible();
  await expectAccessibleEverywhere(staff);
  await person.reload();
  const row = person.getByRole('row').filter({ hasText: 'Ticket 12' });
  await expect(row).toContainText('account (1)');
  await person.getByRole('link', { name: 'Read the record' }).click();
  await expect(person.getByRole('row').filter({ hasText: 'Opened the data' })).toContainText('Staff');
  await expectAccessibleEverywhere(person);
});
