import { pick } from '../chaos/random.ts';

type Random = () => number;

/** What breaks parsers, stores and pages, from many years of other people's trouble. */
const nasty: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: x=1',
  '\uD800',
  '\uDC00x',
  '\uFEFF',
  '\u202E\u2066',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ✦ 漢字',
  'e\u0301'.repeat(40),
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE account; --",
  '{{7*7}}<%= 7*7 %>',
  '../../../../etc/passwd',
  '%00',
  '%ff%fe',
  '%',
  '%zz',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'toString',
  '[object Object]',
  'null',
  'undefined',
  'NaN',
  'true',
  '-1',
  '0',
  '-0',
  '1e309',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551616',
  '0x10',
  '１２３',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '275760-09-14',
  '-271821-04-20',
  '2026-11-21T00:00:00Z',
  '{"a":{"b":1}}',
  '[]',
];

export interface Known {
  guildId: string;
  accountId: string;
}

/** A value for a field: what would be right, something nasty, or noise. */
export function valueFor(random: Random, field: string, known: Known): string {
  const kind = random();
  if (kind < 0.35) return fitting(random, field, known);
  if (kind < 0.75) return pick(random, nasty) ?? '';
  if (kind < 0.95) return noise(random, Math.floor(random() ** 3 * 300));
  return pick(random, nasty)?.repeat(1 + Math.floor(random() * 400)) ?? '';
}

function fitting(random: Random, field: string, { guildId, accountId }: Known): string {
  const fits: Record<string, readonly string[]> = {
    intent: ['grant', 'revoke', 'suspend', 'restore'],
    guildId: [guildId, String(800_000_000_000_000_000n + BigInt(Math.floor(random() * 1e9)))],
    guild: [guildId],
    id: [guildId, accountId],
    accountId: [accountId, '175928847299117063'],
    reason: ['a reason', 'ok', 'x'.repeat(500), 'x'.repeat(501)],
    endsOn: ['', '2030-01-01', '2020-01-01'],
    theme: ['light', 'dark', 'system'],
    locale: ['', 'en', 'en-XA', 'de'],
    redirectTo: ['/guilds', `/guilds/${guildId}`, '/auth/sign-out', '//evil.example'],
    chart: ['messages', 'voice'],
    q: ['harbour', 'a b'],
    problem: ['access_denied', 'expired', 'discord'],
    done: ['signed-out', 'grant'],
    error: ['access_denied', 'server_error'],
    _routes: ['routes/operator', 'root', 'routes/guilds.$guildId._index,root'],
    p: ['/guilds', '/operator'],
  };
  return pick(random, fits[field] ?? ['x']) ?? '';
}

export function noise(random: Random, length: number): string {
  let text = '';
  for (let at = 0; at < length; at += 1) {
    const range = random();
    const code = range < 0.7 ? 32 + random() * 95 : range < 0.85 ? random() * 32 : random() * 0x10000;
    text += String.fromCharCode(Math.floor(code));
  }
  return text;
}

export const fieldNames = [
  'intent',
  'guildId',
  'accountId',
  'reason',
  'endsOn',
  'theme',
  'locale',
  'redirectTo',
  '__proto__',
  'constructor',
  '_method',
  'redirectTo[]',
  'a.b',
  '',
];
