import { expectAccessibleEverywhere } from './setup/axe.ts';
import { runSql } from './setup/database.ts';
import { expect, test } from './setup/test.ts';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, persona: 'member' });

  test('a person says no to every use of AI, and yes again', async ({ page }) => {
    await page.goto('/account');
    await page.getByRole('link', { name: 'AI: your choice, and what was sent' }).click();
    await page.getByRole('button', { name: 'Say no: Every use of AI' }).click();
    await expect(page.getByText('You said no to every use.')).toBeVisible();
    await page.getByRole('button', { name: 'Allow again: Every use of AI' }).click();
    await expect(page.getByRole('button', { name: 'Say no: Every use of AI' })).toBeVisible();
  });
});

test.describe('staff', () => {
  test.use({ persona: 'staff' });
  test.afterEach(() => runSql(`DELETE FROM ai_switch WHERE kind = 'vendor'`));

  test('switch a company off, and the public register says so', async ({ page, browserOf }) => {
    await page.goto('/staff/ai');
    await expectAccessibleEverywhere(page);
    const form = page.getByRole('form', { name: 'Switch off or on' });
    const company = await form.getByRole('option').last().textContent();
    await form.getByLabel('What').selectOption({ label: company ?? '' });
    await form.getByLabel('Off', { exact: true }).check();
    await form.getByLabel('Reason').fill('Answers of a drill');
    await form.getByRole('button', { name: 'Switch' }).click();
    await expect(page.getByText('It is switched.')).toBeVisible();
    await expect(page.getByText(/Off since .*Answers of a drill/)).toBeVisible();
    const visitor = await (await browserOf(null)).newPage();
    await visitor.goto('/ai');
    await expect(visitor.getByRole('row', { name: company ?? '' })).toContainText('Switched off by staff');
    await expectAccessibleEverywhere(visitor);
  });
});
