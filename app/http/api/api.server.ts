import { type Context, Hono } from 'hono';
import { getRecordedDays } from '#core/analytics/get-recorded-days.server.ts';
import { periodOfDates } from '#core/analytics/record-range.ts';
import { RECORDS_SCHEMA, type RecordKind, recordKinds } from '#core/analytics/records.ts';
import { localToday } from '#core/analytics/rules/local-today.ts';
import { type CheckedToken, checkToken } from '#core/guilds/check-token.server.ts';
import type { TokenScope } from '#core/guilds/schema.ts';
import { speakerOf } from '#core/i18n/i18n.ts';
import { chooseLocale } from '#core/i18n/rules.ts';
import { isConnectionError } from '#core/platform/db.server.ts';
import type { Logger } from '#core/platform/log.server.ts';
import { createRateLimit, type RateLimitState } from '#core/platform/rate-limit.server.ts';
import type { Dependencies } from '../dependencies.server.ts';
import { recordReaders } from '../records.server.ts';
import { API_BASE, API_LIMIT, type ApiProblem, type Parameters, type ProblemBody } from './contract.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problem.server.ts';
import { readParameters } from './read-parameters.ts';

type Env = { Variables: { requestId: string; log: Logger } };

/**
 * The API that reads totals. A token is all that counts here: no cookie is looked at, and no header lets a page of
 * another site read an answer.
 * @param answers whether the database answers now
 */
export function createApi(deps: Dependencies, answers: () => Promise<boolean>) {
  const { origin } = deps.config.web;
  const limit = createRateLimit(deps.db, { name: 'api', ...API_LIMIT });
  const api = new Hono<Env>();

  const speak = (c: Context<Env>) =>
    speakerOf(chooseLocale(deps.locales, null, c.req.header('accept-language'))).getFixedT(null, 'api');
  const problem = (
    c: Context<Env>,
    code: ApiProblem,
    more?: { errors?: ProblemBody['errors']; headers?: Record<string, string> },
  ) => {
    c.get('log').info({ code }, 'request refused');
    return problemResponse(code, { origin, reference: c.get('requestId'), t: speak(c) }, more);
  };
  const away = (c: Context<Env>) => problem(c, 'database_unavailable', { headers: { 'retry-after': '5' } });

  api.onError((error, c) => {
    c.get('log').error({ err: error }, 'request failed');
    return isConnectionError(error) ? away(c) : problem(c, 'internal');
  });

  api.get('/openapi.json', (c) => {
    const locale = chooseLocale(deps.locales, null, c.req.header('accept-language'));
    return c.json(openApiDocument(origin, locale), 200, {
      'cache-control': 'no-cache',
      'content-language': locale,
      vary: 'accept-language',
    });
  });

  for (const kind of recordKinds) {
    const path = `/guilds/:guildId/${kind}`;
    api.get(path, async (c) => {
      if (!(await answers())) return away(c);
      const secret = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
      const token = secret === undefined ? null : await checkToken(deps, secret);
      if (token === null) return problem(c, 'not_signed_in', { headers: challenge(secret) });
      const state = await limit.take(token.id);
      const headers = limitHeaders(state);
      if (!state.allowed)
        return problem(c, 'too_many_requests', {
          headers: { ...headers, 'retry-after': String(state.resetSeconds) },
        });
      const { timeZone } = token;
      // Of another guild nobody learns whether it is here.
      if (token.guildId !== c.req.param('guildId') || timeZone === null) return problem(c, 'not_found', { headers });
      const scope: TokenScope = `read:${kind}`;
      if (!token.scopes.includes(scope))
        return problem(c, 'not_allowed', { headers: { ...headers, ...missing(scope) } });
      const read = readParameters(kind, new URL(c.req.url).searchParams, speak(c));
      if ('wrong' in read) return problem(c, 'bad_input', { headers, errors: read.wrong });
      const page = await readPage(deps, kind, { ...token, timeZone }, read.asked);
      return c.json({ schema: RECORDS_SCHEMA, guild_id: token.guildId, ...page }, 200, {
        ...headers,
        'cache-control': 'no-store',
      });
    });
    api.all(path, (c) => problem(c, 'method_not_allowed', { headers: { allow: 'GET, HEAD' } }));
  }
  api.all('*', (c) => problem(c, 'not_found'));
  return api;
}

async function readPage(
  deps: Dependencies,
  kind: RecordKind,
  token: CheckedToken & { timeZone: string },
  { from, to, limit, after }: Parameters,
) {
  const recorded = from === undefined ? await getRecordedDays(deps.counts, token) : null;
  const today = localToday(deps.clock.now(), token.timeZone);
  const period = periodOfDates(from, to, { fromDay: recorded?.fromDay ?? today });
  const readers = recordReaders(deps, { id: token.guildId, timeZone: token.timeZone }, period);
  return readers[kind]({ after: after ?? null, limit });
}

/** Source: RFC 6750, section 3. */
function challenge(secret: string | undefined): Record<string, string> {
  return { 'www-authenticate': secret === undefined ? 'Bearer' : 'Bearer error="invalid_token"' };
}

function missing(scope: TokenScope): Record<string, string> {
  return { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` };
}

/** Source: IETF draft-ietf-httpapi-ratelimit-headers, "RateLimit header fields for HTTP". */
function limitHeaders({ limit, remaining, windowSeconds, resetSeconds }: RateLimitState): Record<string, string> {
  return {
    'ratelimit-policy': `"token";q=${limit};w=${windowSeconds}`,
    ratelimit: `"token";r=${remaining};t=${resetSeconds}`,
  };
}

const known = new RegExp(`^${API_BASE}/guilds/[^/]+/(${recordKinds.join('|')})$`);

/** The address of the API as the measures name it; undefined for what is not of the API. */
export function apiPattern(pathname: string): string | undefined {
  if (pathname !== API_BASE && !pathname.startsWith(`${API_BASE}/`)) return undefined;
  const kind = known.exec(pathname)?.[1];
  if (kind) return `${API_BASE}/guilds/:guildId/${kind}`;
  return pathname === `${API_BASE}/openapi.json` ? pathname : `${API_BASE}/*`;
}
