import { expect, test } from 'vitest';
import { pageMatrix } from './authorization-matrix.ts';
import { crawlPages, placeOfCounter } from './crawl-pages.server.ts';
import { siteOf } from './testing/small-site.ts';

const origin = 'https://here.example';

test('walks over every page that is open to everybody, and finds the one cookie and no other host', async () => {
  const asked = new Set<string>();
  const site = siteOf({});
  const found = await crawlPages((path, init) => {
    if (init?.method !== 'POST') asked.add(new URL(path, origin).pathname);
    return site(path, init);
  }, origin);
  expect(found).toEqual({ pages: asked.size, cookies: ['__Host-procord'], hosts: [] });
  const open = Object.entries(pageMatrix).filter(([id, { GET }]) => isOpen(GET) && !id.endsWith('[.]json'));
  expect(open.length).toBeGreaterThan(10);
  for (const [id] of open)
    expect(
      [...asked].filter((path) => addressOf(id).test(path)),
      id,
    ).not.toEqual([]);
});

const isOpen = (row: (typeof pageMatrix)[string]['GET']) => 'anonymous' in row && row.anonymous === 'ok';

/** What addresses of a route look like, by the name of its file. */
function addressOf(id: string): RegExp {
  const parts = id.replace(/^routes\//, '').split('.');
  const named = parts
    .filter((part) => part !== '_index')
    .map((part) => part.replace(/_$/, '').replace(/^\$.*/, '[^/]+'));
  return new RegExp(`^/${named.join('/')}$`);
}

test('finds a cookie, a script, a picture and a policy that should not be there', async () => {
  expect((await crawlPages(siteOf({ cookies: ['_ga=1; Path=/'] }), origin)).cookies).toEqual(['__Host-procord', '_ga']);
  const loaded = { html: '<script defer src="https://cdn.example/x.js"></script><img alt="" src="//pixel.example/1">' };
  expect((await crawlPages(siteOf(loaded), origin)).hosts).toEqual(['//pixel.example/1', 'https://cdn.example/x.js']);
  const allowed = {
    policy: "default-src 'none'; connect-src 'self' https://collect.example; form-action https://discord.com",
  };
  expect((await crawlPages(siteOf(allowed), origin)).hosts).toEqual(['https://collect.example']);
});

test('says where visits are counted by the addresses of its name', async () => {
  expect(await placeOfCounter(null)).toBe('off');
  for (const own of [
    'http://127.0.0.1:3000',
    'http://10.1.2.3',
    'http://172.31.0.9:80',
    'http://[::1]:1',
    'http://[fd00::1]',
  ])
    expect(await placeOfCounter({ url: own }), own).toBe('own');
  for (const open of ['https://203.0.113.7', 'http://172.32.0.1', 'http://[2001:db8::1]'])
    expect(await placeOfCounter({ url: open }), open).toBe('public');
  expect(await placeOfCounter({ url: 'http://nowhere.invalid' })).toBe('unknown');
});
