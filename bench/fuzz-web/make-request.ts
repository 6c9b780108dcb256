import { pick } from '../chaos/random.ts';
import { fieldNames, type Known, noise, valueFor } from './values.ts';

type Random = () => number;

/** An address that takes input, and what it takes. */
export interface Target {
  name: string;
  method: 'GET' | 'POST';
  /** With `:guildId` where the address has one. */
  path: string;
  /** Names of the form's fields or of the query. */
  fields: readonly string[];
  /** Asked as staff or owner, or as nobody: a person who signs out is nobody after the first time. */
  as: 'staff' | 'owner' | 'nobody';
}

export const targets: readonly Target[] = [
  { name: 'start page', method: 'GET', path: '/', fields: ['redirectTo', 'problem', 'done'], as: 'nobody' },
  { name: 'sign in', method: 'POST', path: '/auth/discord', fields: ['redirectTo'], as: 'nobody' },
  { name: 'callback', method: 'GET', path: '/auth/discord/callback', fields: ['code', 'state', 'error'], as: 'nobody' },
  { name: 'sign out', method: 'POST', path: '/auth/sign-out', fields: [], as: 'nobody' },
  { name: 'sign out everywhere', method: 'POST', path: '/auth/sign-out-everywhere', fields: [], as: 'nobody' },
  { name: 'preferences', method: 'POST', path: '/preferences', fields: ['theme', 'locale', 'redirectTo'], as: 'owner' },
  { name: 'picker', method: 'GET', path: '/guilds', fields: ['q'], as: 'owner' },
  { name: 'overview', method: 'GET', path: '/guilds/:guildId', fields: ['_data', 'index'], as: 'owner' },
  { name: 'live', method: 'GET', path: '/guilds/:guildId/live', fields: ['q'], as: 'owner' },
  { name: 'csv', method: 'GET', path: '/guilds/:guildId/overview.csv', fields: ['chart'], as: 'owner' },
  { name: 'svg', method: 'GET', path: '/guilds/:guildId/overview.svg', fields: ['chart'], as: 'owner' },
  { name: 'operator page', method: 'GET', path: '/operator', fields: ['done', 'id', 'guild'], as: 'staff' },
  {
    name: 'operator forms',
    method: 'POST',
    path: '/operator',
    fields: ['intent', 'guildId', 'accountId', 'reason', 'endsOn'],
    as: 'staff',
  },
  { name: 'page data', method: 'GET', path: '/guilds/:guildId.data', fields: ['_routes'], as: 'owner' },
  { name: 'manifest', method: 'GET', path: '/__manifest', fields: ['p', 'version'], as: 'nobody' },
  { name: 'nowhere', method: 'GET', path: '/no/such', fields: ['q'], as: 'nobody' },
];

export interface FuzzedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

/** One request, mostly shaped as the target wants it, somewhere wrong. */
export function makeRequest(
  random: Random,
  target: Target,
  known: Known & { origin: string; cookie: string },
): FuzzedRequest {
  const method = random() < 0.9 ? target.method : (pick(random, methods) ?? 'GET');
  const headers: Record<string, string> = { ...oddHeaders(random), ...cookieHeader(random, known.cookie) };
  if (random() < 0.95) headers.origin = known.origin;
  const guildId = random() < 0.7 ? known.guildId : encodeURIComponent(safe(valueFor(random, 'guildId', known)));
  let path = target.path.replace(':guildId', guildId);
  if (random() < 0.05)
    path += pick(random, ['.data', '/', '//', '/..', '%2f', '/%00', '?index', ';a=b', '.data.data']) ?? '';
  let body: Buffer | null = null;
  if (method === 'POST' || method === 'PUT' || method === 'PATCH') {
    const made = makeBody(random, target, known);
    body = made.body;
    headers['content-type'] = random() < 0.92 ? made.type : (pick(random, oddTypes) ?? '');
    if (random() < 0.1) path = path.replace(/(\?|$)/, '.data$1');
  } else if (random() < 0.95) path += `${path.includes('?') ? '&' : '?'}${query(random, target, known)}`;
  return { method, path: path.slice(0, 6_000), headers, body };
}

const oddTypes = [
  '',
  'text/plain',
  'application/json',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'x/y; charset=\\',
];

function makeBody(random: Random, target: Target, known: Known): { body: Buffer; type: string } {
  const kind = random();
  const names = [...target.fields, ...(random() < 0.3 ? [pick(random, fieldNames) ?? ''] : [])];
  const pairs = names
    .filter(() => random() < 0.9)
    .flatMap((name) =>
      Array.from({ length: random() < 0.05 ? 3 : 1 }, () => [name, valueFor(random, name, known)] as const),
    );
  if (kind < 0.7) {
    const body = pairs.map(([name, value]) => `${encode(random, name)}=${encode(random, value)}`).join('&');
    return { body: Buffer.from(body), type: 'application/x-www-form-urlencoded' };
  }
  if (kind < 0.85) {
    const boundary = random() < 0.9 ? 'fuzz' : safe(noise(random, 20)).replace(/[^\x21-\x7e]/g, '');
    const parts = pairs.map(
      ([name, value]) =>
        `--fuzz\r\ncontent-disposition: form-data; name="${name}"${random() < 0.2 ? '; filename="x"' : ''}\r\n\r\n${value}\r\n`,
    );
    const end = random() < 0.8 ? '--fuzz--\r\n' : '';
    return { body: Buffer.from(parts.join('') + end), type: `multipart/form-data; boundary=${boundary}` };
  }
  if (kind < 0.95) return { body: Buffer.from(JSON.stringify(Object.fromEntries(pairs))), type: 'application/json' };
  if (kind < 0.97)
    return {
      body: Buffer.alloc(70_000 + Math.floor(random() * 200_000), 'a='),
      type: 'application/x-www-form-urlencoded',
    };
  return { body: Buffer.from(noise(random, Math.floor(random() * 2_000)), 'latin1'), type: 'application/octet-stream' };
}

function query(random: Random, target: Target, known: Known): string {
  return target.fields
    .filter(() => random() < 0.9)
    .map((name) => `${encode(random, name)}=${encode(random, valueFor(random, name, known))}`)
    .join('&');
}

/** Percent-encoding as a browser does it, and sometimes as nobody should. */
function encode(random: Random, text: string): string {
  const kind = random();
  if (kind < 0.9) return encodeURIComponent(safe(text));
  if (kind < 0.95)
    return [...Buffer.from(text, 'latin1')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return text.replace(/[^\x21\x24-\x7e]/g, '%');
}

/** Without lone surrogates, which cannot be encoded. */
function safe(text: string): string {
  return text.replace(/[\uD800-\uDFFF]/g, '\uFFFD');
}

function cookieHeader(random: Random, cookie: string): Record<string, string> {
  const kind = random();
  if (kind < 0.85) return cookie ? { cookie } : {};
  if (kind < 0.9) return { cookie: flip(random, cookie) };
  if (kind < 0.95) return { cookie: `procord=${Buffer.from(noise(random, 80), 'latin1').toString('base64url')}` };
  return { cookie: pick(random, ['procord', 'procord=', ';;;=;', 'procord=%', `x=${'y'.repeat(3_000)}`]) ?? '' };
}

function flip(random: Random, text: string): string {
  const at = Math.floor(random() * text.length);
  return `${text.slice(0, at)}${pick(random, ['A', '_', '', 'zz'])}${text.slice(at + 1)}`;
}

function oddHeaders(random: Random): Record<string, string> {
  if (random() < 0.6) return { accept: 'text/html' };
  return {
    accept: pick(random, ['text/html', '*/*', 'application/json', 'text/event-stream', '', ',,,;q=']) ?? '',
    'accept-language': pick(random, ['de', 'en-XA', '*', ';q=1', 'x'.repeat(900), 'en;q=NaN, ,']) ?? '',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-for': '203.0.113.7',
    ...(random() < 0.3 ? { 'x-remix-revalidate': 'yes', 'x-requested-with': 'x' } : {}),
    ...(random() < 0.2 ? { range: 'bytes=0-1', 'if-none-match': '*' } : {}),
    ...(random() < 0.1 ? { 'sec-fetch-site': 'cross-site' } : {}),
  };
}
