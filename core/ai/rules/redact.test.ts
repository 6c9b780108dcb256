import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateMasks } from '../../../bench/redaction/locate-masks.ts';
import { makeCleanText, makeSentences } from '../../../bench/redaction/make-set.ts';
import { measure } from '../../../bench/redaction/measure.ts';
import { redact } from './redact.ts';

const masked = (text: string, options?: Parameters<typeof redact>[1]) => redact(text, options).text;

describe('the labelled set, two sentences of each frame', () => {
  const recall = (part: 'dev' | 'heldOut', by = redact) => {
    const { tallies } = measure(makeSentences(part, 2, 7), by);
    return (kind: string) => (tallies.get(kind)?.found ?? 0) / (tallies.get(kind)?.spans ?? 0);
  };
  test.each(['dev', 'heldOut'] as const)('%s', (part) => {
    const of = recall(part);
    for (const kind of ['mail', 'card', 'iban', 'ip']) expect(of(kind), kind).toBeGreaterThanOrEqual(0.99);
    expect(of('phone'), 'phone').toBeGreaterThanOrEqual(0.95);
    for (const kind of ['token', 'invite', 'name']) expect(of(kind), kind).toBeGreaterThanOrEqual(0.9);
  });
  test('a redactor that leaves all but plain addresses, or a part of each value, is seen', () => {
    const plain = (text: string) => ({ text: text.replace(/\w+@\w+\.\w+/g, '[mail 1]'), found: {} });
    const partly = (text: string) => ({ text: redact(text).text.replace(/\[(\w+) \d+\]/g, '[$1 1]0'), found: {} });
    expect(recall('dev', plain)('mail')).toBeLessThan(0.5);
    expect(recall('dev', plain)('iban')).toBe(0);
    expect(() => recall('dev', partly)).toThrow('not the same outside of masks');
  });
  test('text with nothing in it is left as it is, but for two words of a hundred', () => {
    const { words, maskedWords } = measure(makeCleanText(2, 7));
    expect(words).toBeGreaterThan(3_000);
    expect(maskedWords / words).toBeLessThanOrEqual(0.02);
  });
});

test('one value has one number, another the next; the numbers of an earlier call are not used again', () => {
  const text = 'a@example.com, B@example.com, A@EXAMPLE.com and ａ＠example.com';
  expect(redact(text)).toEqual({
    text: '[mail 1], [mail 2], [mail 1] and [mail 1]',
    found: { mail: 4 },
  });
  expect(masked('[mail 3] wrote to c@example.com')).toBe('[mail 3] wrote to [mail 4]');
});

test.each([
  ['**max@example.com**, `x@y.example`', '**[mail 1]**, `[mail 2]`'],
  ['連絡はfoo@example.comまで。', '連絡は[mail 1]まで。'],
  ['max.muster (at) example (punkt) de', '[mail 1]'],
  ['write max at mail dot example dot com!', 'write [mail 1]!'],
  ['if I am at example.com or at home, hi @user.name', 'if I am at example.com or at home, hi @user.name'],
  ['max@ example.com, max @example.com, thanks @user.name', '[mail 1], [mail 1], thanks @user.name'],
  ['icon@2x.png', 'icon@2x.png'],
  ['+49 (0)30 23125-785 / 0171 3920012', '[phone 1] / [phone 2]'],
  ['55 11 91234-5678, 491713920012 or 5511912345678', '[phone 1], [phone 2] or [phone 1]'],
  ['_0171 3920012_ (415)555-0132 612.34.56.78 0466-12-3456', '_[phone 1]_ [phone 2] [phone 3] [phone 4]'],
  ['max*at*example*dot*com foo @ example . com', '[mail 1] [mail 2]'],
  ['https://wa.me/491713920012', 'https://wa.me/[phone 1]'],
  ['paid 4242\u200b4242\u200b4242\u200b4242 on 12/27', 'paid [card 1] on 12/27'],
  ['4242 4242 4242 4241', '4242 4242 4242 4241'],
  [
    'de89 3704 0044 0532 0130 00, D E 8 9 37040044 0532013000, DE88370400440532013000',
    '[iban 1], [iban 1], DE88370400440532013000',
  ],
  ['192[.]0[.]2[.]1 v1.2.3.4, version 1.2.3.4, 1.2.3, 256.1.1.1', '[ip 1] v1.2.3.4, version 1.2.3.4, 1.2.3, 256.1.1.1'],
  [
    '[2001:db8::1]:443 ::ffff:192.0.2.1 12:30:45 std::vector abc::def',
    '[[ip 1]]:443 [ip 2] 12:30:45 std::vector abc::def',
  ],
  ['discord.gg/abc .gg/def op.gg/summoners', '[invite 1] [invite 2] op.gg/summoners'],
  ['postgres://bot:hunter2@db.example/x?token=abcdef', 'postgres://bot:[token 1]@db.example/x?token=[token 2]'],
  [
    'on 01.02.2026 12.30 we had 0.123456789 of 1.299.000,00 €',
    'on 01.02.2026 12.30 we had 0.123456789 of 1.299.000,00 €',
  ],
])('%s', (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test("Discord's markup and ids are no numbers of anybody, and those who are in the conversation stay", () => {
  const markup =
    '<#424242424242424242> <@&4242424242424242> <:pepe:4242424242424242> <a:b:4242424242424242> <t:1700000000:R> 424242424242424242 <@111111111111111111>';
  expect(masked(markup, { keep: ['111111111111111111'] })).toBe(markup);
  expect(masked('<@111111111111111111> <@!222222222222222222> <@111111111111111111>')).toBe(
    '[name 1] [name 2] [name 1]',
  );
});

test('names are words of their own, however they are written; who stays, stays', () => {
  const names = ['Anna', 'José', '田中', 'アンナ', 'Größer'];
  const options = { names, keep: ['Anna Lena'] };
  expect(masked('anna, Susanna, ANNA’s and Annas dog', options)).toBe('[name 1], Susanna, [name 1]’s and [name 1] dog');
  expect(masked('JOSE and Jose\u0301 and Jo\u200bsé', options)).toBe('[name 1] and [name 1] and [name 1]');
  expect(masked('田中さんとアンナさんとマリアンナさん', options)).toBe('[name 1]さんと[name 2]さんとマリアンナさん');
  expect(masked('Anna Lena met Anna and GRÖSSER', options)).toBe('Anna Lena met [name 1] and [name 2]');
  expect(masked('Anna', { names: ['Anna'], keep: ['anna'] })).toBe('Anna');
});

/** Pieces of values, of what stands around them, and of what is used to hide them. */
const piece = fc.oneof(
  fc.constantFrom(
    '@',
    ' at ',
    '(at)',
    '.',
    ' dot ',
    'com',
    'example',
    '://',
    ':',
    '-',
    '/',
    '+',
    '(',
    ')',
    '#',
    '\n',
    ' ',
  ),
  fc.constantFrom(
    '0171',
    '4242',
    '49',
    '0',
    '192.0.2.1',
    '2001:db8::',
    'DE89',
    'eyJ',
    'sk-',
    'discord.gg/',
    '<@',
    '>',
    '\u200b',
  ),
  fc.constantFrom(
    'max@example.com',
    '+49 171 3920012',
    '4242 4242 4242 4242',
    '[mail 1]',
    '[phone 2]',
    'Anna',
    'さん',
    'ﬁ',
    'é',
    '\uE000',
  ),
  fc.stringMatching(/^[0-9]{1,9}$/),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const anyText = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const people = { names: ['Anna', 'さん'], keep: [] };

test('done again it changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = masked(text, people);
      expect(redact(once, people)).toEqual({ text: once, found: {} });
    }),
    { numRuns: 300 },
  );
});

test('outside of masks the text is the same, and as many places are masked as are counted', () => {
  const plain = anyText.filter((text) => !/\[\w+ \d+\]/.test(text));
  fc.assert(
    fc.property(plain, (text) => {
      const { text: redacted, found } = redact(text, people);
      const count = redacted.match(/\[(?:mail|phone|card|iban|ip|token|invite|name) \d+\]/g)?.length ?? 0;
      expect(locateMasks(text, redacted)).toHaveLength(count);
      expect(Object.values(found).reduce((sum, one) => sum + one, 0)).toBe(count);
    }),
    { numRuns: 300 },
  );
});

const values = fc.constantFrom(
  'max.muster@example.com',
  '+49 171 3920012',
  '4242-4242-4242-4242',
  'DE89 3704 0044 0532 0130 00',
  '2001:db8::8a2e:370:7334',
  `sk-${'a1'.repeat(12)}`,
  'discord.gg/Ab3dEf',
  '<@123456789012345678>',
);
const around = fc.constantFrom(
  '',
  ' ',
  '(',
  ')',
  '"',
  '„',
  '“',
  '**',
  '`',
  '\n',
  '、',
  '：',
  'は',
  ', ',
  '! ',
  '… ',
  '> ',
);

test('nothing of a value is left, whatever stands beside it and whatever nobody sees inside of it', () => {
  fc.assert(
    fc.property(
      values,
      around,
      around,
      fc.nat(),
      fc.constantFrom('', '\u200b', '\u00ad', '\u2060', '\ufe0f', '\u0336'),
      (value, before, after, at, unseen) => {
        const place = 1 + (at % (value.length - 1));
        const text = `x ${before}${value.slice(0, place)}${unseen}${value.slice(place)}${after} z`;
        expect(masked(text)).toMatch(/^x .{0,3}\[\w+ 1\].{0,3} z$/su);
      },
    ),
    { numRuns: 300 },
  );
});

const LENGTH = 6_000;
test.each([
  ...[
    'a',
    '@',
    '.',
    '0',
    '1',
    ' ',
    ':',
    '-',
    '(',
    '+',
    'é',
    '\u200b',
    '\u0301',
    '‑',
    '👩',
    'あ',
    '/',
    '[',
    '<',
    '=',
    'DE',
    'eyJ',
  ],
  ...[
    'a@',
    'a.',
    '0 ',
    '01 ',
    '4242 ',
    '+49 ',
    '1.1.',
    'a:',
    '::',
    'eyJa.',
    '://',
    '://a:',
    'sk-',
    ' at ',
    ' dot ',
    'a dot ',
    'DE89 ',
  ],
  ...[
    'a@a.',
    'a at b dot ',
    '612345678 ',
    '(415) 555-0132 ',
    '+49171',
    '[mail 1]',
    '<@',
    'discord.',
    '-----BEGIN PRIVATE KEY-----',
    'Anna',
  ],
  ...['token=', 'password: ', 'https://', '0-0-0-', '192.0.2.1', '1 2 3 4 5 6 7 8 9 0 '],
])('time grows with the length: %j over and over', (unit) => {
  const time = (length: number) => {
    const text = unit.repeat(Math.ceil(length / unit.length));
    const started = process.cpuUsage();
    redact(text, people);
    return process.cpuUsage(started).user / 1_000;
  };
  const short = Math.min(time(LENGTH / 4), time(LENGTH / 4));
  expect(Math.min(time(LENGTH), time(LENGTH))).toBeLessThan(8 * short + 60);
});
