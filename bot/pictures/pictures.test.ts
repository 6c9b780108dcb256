import { afterAll, beforeAll, expect, test } from 'vitest';
import { english } from '#core/i18n/english.ts';
import { locales } from '#core/i18n/rules.ts';
import { spoken } from '#core/i18n/words.ts';
import { createLog } from '#core/platform/log.server.ts';
import type { Pictures } from './pictures.ts';
import { openBundledPictures } from './testing/open-bundled-pictures.ts';

/** Nothing is drawn but by the font that comes along: the thread loads no font of the machine. */
let pictures: Pictures;
beforeAll(async () => {
  pictures = await openBundledPictures(createLog('test', 'silent'));
});
afterAll(() => pictures?.close());

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" font-family="'Hanken Grotesk', sans-serif" font-size="20"><rect width="60" height="30" fill="#fff"/>${inner}</svg>`;
const draw = async (inner: string) => Buffer.from(await pictures.png(svg(inner))).toString('base64');
const text = (words: string, more = '') => `<text x="5" y="22" ${more}>${words}</text>`;

test('a picture is a PNG of twice the size, the same for the same drawing', async () => {
  const png = Buffer.from(await pictures.png(svg(text('42'))));
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([120, 60]);
  expect(png.equals(Buffer.from(await pictures.png(svg(text('42')))))).toBe(true);
});

test('words are drawn, in both weights', async () => {
  const seen = [
    await draw(''),
    await draw(text('Messages')),
    await draw(text('Members')),
    await draw(text('Messages', 'font-weight="600"')),
  ];
  expect(new Set(seen).size).toBe(4);
});

test('every letter of our words for pictures has a shape, in every language', async () => {
  const drawn = locales.map((locale) => {
    const { measure, picture } = spoken(locale).words.reports ?? english.reports;
    return Object.entries({ ...measure, ...picture }).flatMap(([key, words]) => (key.startsWith('alt') ? [] : [words]));
  });
  const words = drawn
    .flat()
    .join('')
    .replace(/[\s\u00a0]/g, '');
  const letters = [...new Set(`${words}0123456789.,%–·/年月日時分秒`)].filter((letter) => !'<>&'.includes(letter));
  // A letter beyond Unicode's first plane that neither font has, alone and beside a Japanese one.
  const missing = [await draw(''), await draw(text('\u{13000}')), await draw(text('\u{13000}\u3000'))];
  const unseen: string[] = [];
  for (const letter of letters) if (missing.includes(await draw(text(letter)))) unseen.push(letter);
  expect(unseen).toEqual([]);
}, 60_000);

test('what is no drawing is an error, and the next one is drawn', async () => {
  await expect(pictures.png('<svg')).rejects.toMatchObject({ code: 'internal' });
  expect((await pictures.png(svg(''))).byteLength).toBeGreaterThan(0);
});

test('too many at once are refused, the others are drawn', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 50 }, () => pictures.png(svg(text('1')))));
  const refused = asked.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatchObject({ reason: { code: 'too_many_requests' } });
});

test('who waits while it closes is told', async () => {
  const other = await openBundledPictures(createLog('test', 'silent'));
  const waiting = expect(other.png(svg(''))).rejects.toMatchObject({ code: 'internal' });
  await other.close();
  await waiting;
});
