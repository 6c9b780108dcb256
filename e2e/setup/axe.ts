import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import type axe from 'axe-core';
import { desktop, expectNoOverflow, phone } from './layout.ts';
import { putDocument } from './put-document.ts';

// With nothing as its value: what a script comes to is sent back.
const source = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};undefined`;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Rules = 'all' | 'colours';

/**
 * Marks the first and the last element with words of each look that is not among those given, for the rule about contrast,
 * which takes longer than all others together: of a thousand cells of a table nearly all are the same text on the same
 * ground. A look is everything that contrast follows from: colour, size and weight of an element, the ground of every
 * element around it, and whether it can be used. What is out of the flow and lets something through has looks of its own,
 * as it may stand on what is not around it.
 * @returns the looks it marked
 */
function markLooks({ seen, window }: { seen: string[]; window: string }): string[] {
  const places = new Map<Element, string>();
  const looks = new Map<string, Element[]>();
  for (const element of document.querySelectorAll('*')) {
    const around = element.parentElement ? (places.get(element.parentElement) ?? '') : '';
    const style = getComputedStyle(element);
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = style;
    const ground = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
    const isInFlow = ['static', 'relative', 'sticky'].includes(style.position);
    const coversAll = backgroundColor.startsWith('rgb(') && opacity === '1' && mixBlendMode === 'normal';
    const apart = isInFlow || coversAll ? '' : `#${places.size} in ${window}`;
    const off = element.matches(':disabled, [aria-disabled=true]') ? 'off' : '';
    const place =
      ground === 'rgba(0, 0, 0, 0),none,1,none,normal' ? around + apart + off : `${around}|${ground}${apart}${off}`;
    places.set(element, place);
    const says = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.nodeValue?.trim());
    const isSeen = element.checkVisibility({ checkVisibilityCSS: true });
    if (!isSeen || !(says || element.matches('input, select, textarea'))) continue;
    const look = [place, element.localName, style.color, style.fontSize, style.fontWeight, style.textShadow].join();
    const known = looks.get(look);
    if (known) known.push(element);
    else looks.set(look, [element]);
  }
  for (const look of seen) looks.delete(look);
  for (const alike of looks.values())
    for (const element of [alike[0], alike.at(-1)]) element?.setAttribute('data-look', '');
  return [...looks.keys()];
}

/**
 * What axe finds on the page as it stands: its rule and where. No page has frames.
 * @param seen looks whose contrast was looked at already; those of this page join them
 */
export async function findingsOf(page: Page, rules: Rules = 'all', seen: Set<string> = new Set()): Promise<string[]> {
  const { width, height } = page.viewportSize() ?? desktop;
  const marked = await page.evaluate(markLooks, { seen: [...seen], window: `${width}x${height}` });
  if (rules === 'colours' && marked.length === 0) return [];
  for (const look of marked) seen.add(look);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(
    async (runOnly) => {
      const { axe: here } = window as unknown as { axe: typeof axe };
      here.configure({ rules: [{ id: 'color-contrast', selector: '[data-look]' }] });
      const { violations } = await here.run(document, { runOnly, resultTypes: ['violations'], iframes: false });
      for (const element of document.querySelectorAll('[data-look]')) element.removeAttribute('data-look');
      return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
    },
    rules === 'all' ? tags : ['color-contrast'],
  );
}

/** No finding of axe on the page as it stands. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await findingsOf(page), `axe, ${where}: ${page.url()}`).toEqual([]);
}

const looks = [
  { size: phone, colorScheme: 'light', rules: 'all' },
  { size: desktop, colorScheme: 'dark', rules: 'all' },
  { size: phone, colorScheme: 'dark', rules: 'colours' },
  { size: desktop, colorScheme: 'light', rules: 'colours' },
] as const;

/** Findings on a phone and a desktop, light and dark, each with where; and nothing is wider than the window. */
export async function findingsEverywhere(page: Page): Promise<string[]> {
  const seen = { light: new Set<string>(), dark: new Set<string>() };
  const found: string[] = [];
  for (const { size, colorScheme, rules } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const here = await findingsOf(page, rules, seen[colorScheme]);
    found.push(...here.map((finding) => `${size.width} px, ${colorScheme}, ${finding}`));
    await expectNoOverflow(page);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoOverflow(page);
  return found;
}

/** No finding of axe on a phone and a desktop, light and dark. */
export async function expectAccessibleEverywhere(page: Page): Promise<void> {
  expect.soft(await findingsEverywhere(page), `axe: ${page.url()}`).toEqual([]);
}

/** Runs axe, which is a script, on pages of a browser that runs none: on the same HTML in another browser, without its scripts. */
export async function onlooker(context: BrowserContext) {
  const copy = await context.newPage();
  return {
    async expectAccessible(page: Page, where: string): Promise<void> {
      // Its stylesheets are those of every page.
      if (copy.url() === 'about:blank') {
        await copy.route('**/*', (route) =>
          route.request().isNavigationRequest()
            ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>-</title>' })
            : route.continue(),
        );
        await copy.goto(page.url());
        const sheets = await page.locator('link[rel=stylesheet]').evaluateAll((all) => all.map((one) => one.outerHTML));
        await copy.evaluate((links) => document.head.insertAdjacentHTML('beforeend', links), sheets.join(''));
        await copy.waitForFunction(() => [...document.querySelectorAll('link')].every(({ sheet }) => sheet !== null));
      }
      await putDocument(copy, await page.content());
      await expectAccessible(copy, `${where}, ${page.url()}`);
    },
  };
}
