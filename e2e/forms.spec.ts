import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stopPath } from '#core/accounts/testing/stop-path.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { locales } from '#core/i18n/rules.ts';
import { onlooker } from './setup/axe.ts';
import { runSql } from './setup/database.ts';
import { discord } from './setup/discord.ts';
import { instance } from './setup/instance.ts';
import { choose, chooseFirst, press, type } from './setup/keyboard.ts';
import { phone } from './setup/layout.ts';
import { comeFromDiscord } from './setup/sign-in.ts';
import { expect, test } from './setup/test.ts';

/** A guild that no other spec compares with what Discord sent: who goes through the forms is erased at their end. */
const GUILD = 'Brettspielkeller';

for (const [at, locale] of locales.entries())
  test.describe(() => {
    test.use({ javaScriptEnabled: false, locale, viewport: phone });

    test(`${locale}: every form about oneself, without JavaScript, by keyboard, without a finding of axe`, async ({
      page,
      browserOf,
      watch,
    }) => {
      watch.allow(/status of 400/);
      const { t } = speakerOf(locale);
      const seen = await onlooker(await browserOf(null, { viewport: phone, javaScriptEnabled: true }));
      const shows = async (title: string) => {
        await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await seen.expectAccessible(page, locale);
      };
      const userId = (await discord.residents((await discord.guild(GUILD)).id, locales.length))[at] ?? '';

      await comeFromDiscord(page.request, userId);
      await page.goto('/auth/welcome');
      await press(page, t('welcome:goOn'));
      await expect(page.getByRole('alert')).toContainText(t('welcome:problem.oldEnough'));
      await shows(t('welcome:title'));
      await chooseFirst(page, t('welcome:age.country'));
      await choose(page, t('welcome:age.yes'));
      await press(page, t('welcome:goOn'));
      await expect(page).toHaveURL('/guilds');
      const [account] = await runSql('SELECT username FROM account WHERE id = $1', [userId]);
      const username = String(account?.username);

      await page.goto('/privacy/consents');
      const state = page.locator('#mail').getByRole('status');
      await press(page, t('consent:purpose.mail.give'));
      await expect(state).toHaveText(t('consent:state.given'));
      await press(page, t('consent:purpose.mail.withdraw'));
      await expect(state).toHaveText(t('consent:state.withdrawn'));
      await shows(t('consent:title'));

      await page.goto('/account');
      await press(page, t('accounts:page.preferences.save'));
      await expect(page.getByText(t('accounts:page.done.preferences'))).toBeVisible();
      await page.getByRole('checkbox', { name: t('accounts:page.mail.topic.staff-access') }).press('Space');
      await press(page, t('accounts:page.mail.save'));
      await expect(page.getByText(t('accounts:page.done.mail'))).toBeVisible();
      await type(page, t('accounts:page.delete.username', { username }), 'somebody else');
      await press(page, t('accounts:page.delete.delete'));
      await expect(page.getByText(t('accounts:page.delete.mistyped'))).toBeVisible();
      await shows(t('accounts:page.title'));

      for (const right of ['export', 'correct', 'object', 'restrict'] as const) {
        await page.goto(`/privacy/me/${right}`);
        await shows(t(`privacy-centre:right.${right}.title`));
        await chooseFirst(page, t('privacy-centre:form.scope'));
        if (right === 'correct') await type(page, t('privacy-centre:form.words'), '3 < 4');
        if (right === 'object' || right === 'restrict') await choose(page, t(`privacy-centre:right.${right}.begin`));
        await press(page, t(`privacy-centre:right.${right}.button`));
        await expect(page.getByRole('heading', { level: 1, name: t(`privacy-centre:name.${right}`) })).toBeVisible();
      }
      await shows(t('privacy-centre:name.restrict'));

      await page.goto('/contact');
      await shows(t('contact:title'));
      await choose(page, t('contact:topics.privacy'));
      await type(page, t('contact:form.words'), `${locale}: 0123456789`);
      await press(page, t('contact:form.send'));
      await shows(t('contact:case.title'));

      await page.goto('/contact/under-age');
      await type(page, t('contact:underAge.id'), 'somebody');
      await type(page, t('contact:underAge.words'), `${locale}: 0123456789`);
      await press(page, t('contact:underAge.send'));
      await expect(page.getByRole('alert')).toContainText(t('contact:underAge.wrongId'));
      await shows(t('contact:underAge.title'));
      await page.getByLabel(t('contact:underAge.id'), { exact: true }).fill('');
      // About themselves, so that the report goes with them in the end.
      await type(page, t('contact:underAge.id'), userId);
      await press(page, t('contact:underAge.send'));
      await expect(page.getByRole('heading', { level: 1, name: t('contact:case.title') })).toBeVisible();

      await page.goto(stopPath(readFileSync(path.join(instance.home, 'secret'), 'utf8').trim(), userId));
      await shows(t('accounts:stop.title'));
      await press(page, t('accounts:stop.stop'));
      await expect(page.getByRole('status').filter({ hasText: t('accounts:stop.done') })).toBeVisible();

      await page.goto('/privacy/me/erase');
      await chooseFirst(page, t('privacy-centre:form.scope'));
      const confirm = t('privacy-centre:form.confirm', { username });
      await type(page, confirm, 'somebody else');
      await press(page, t('privacy-centre:right.erase.button'));
      await expect(page.getByRole('alert')).toContainText(t('privacy-centre:problem.confirm', { username }));
      await shows(t('privacy-centre:right.erase.title'));
      await page.getByLabel(confirm, { exact: true }).fill('');
      await type(page, confirm, username);
      await press(page, t('privacy-centre:right.erase.button'));
      await expect(page.getByRole('heading', { level: 1, name: t('privacy-centre:name.erase') })).toBeVisible();
    });
  });
