import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suspendAccount } from '#core/accounts/suspend-account.server.ts';
import { grantPremium } from '#core/billing/grant-premium.server.ts';
import { COOKIE_NAMES } from '#core/consent/schema.ts';
import { systemClock } from '#core/platform/clock.ts';
import { readConfig } from '#core/platform/config.server.ts';
import type { WholeDatabase } from '#core/platform/db.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createTestDatabase } from '#core/platform/testing/test-database.ts';
import { restStateOf } from '../../simulator/rest/state.ts';
import {
  type Actor,
  actors,
  type Cells,
  type Method,
  type Outcome,
  pageMatrix,
  refusedMethods,
  serverMatrix,
} from './authorization-matrix.ts';
import { createDependencies } from './dependencies.server.ts';
import { Browser } from './testing/browser.ts';
import { type PersonaName, personId, type RunningWeb, startWeb } from './testing/running-web.ts';
import { createWebApp } from './web-app.server.ts';

const personas: Record<Exclude<Actor, 'anonymous'>, PersonaName> = {
  member: 'member',
  otherGuildAdmin: 'admin',
  manager: 'manager',
  owner: 'owner',
  staff: 'staff',
  suspended: 'suspended',
};

let db: WholeDatabase;
let web: RunningWeb;
let guilds: Record<'own' | 'foreign', { id: string; name: string }>;
const browsers = new Map<Actor, Browser>();

beforeAll(async () => {
  db = await createTestDatabase();
  web = await startWeb(db);
  // Each write asks Discord anew about the same guild, as nobody does so fast.
  restStateOf(web.simulator.sim).limits.lift();
  const { world } = web.simulator.sim;
  const people = world.people.personas.map(({ user }) => user.index);
  const foreign = world.guilds.find((guild) => guild.botIn && people.every((index) => !world.isMember(guild, index)));
  if (!foreign) throw new Error('the world has no guild without personas');
  guilds = { own: world.guildAt(0), foreign };
  await db.prisma.guild.createMany({ data: Object.values(guilds).map(({ id }) => ({ id: BigInt(id) })) });
  const staffId = personId(web.simulator, 'staff');
  for (const { id } of Object.values(guilds))
    await grantPremium({ db, clock: systemClock }, { guildId: id, staffId, reason: 'for this test', endsOn: null });
  await signIn('suspended');
  await suspendAccount(
    { db, clock: systemClock, staffIds: new Set([staffId]) },
    { accountId: personId(web.simulator, 'suspended'), staffId, reason: 'for this test' },
  );
  for (const actor of actors) browsers.set(actor, await signIn(actor));
}, 180_000);
afterAll(async () => {
  await web?.stop();
  await db?.close();
});

async function signIn(actor: Actor): Promise<Browser> {
  const browser = new Browser(web);
  if (actor !== 'anonymous') await browser.signIn(personId(web.simulator, personas[actor]));
  return browser;
}

async function outcomeOf(response: Response): Promise<Outcome | `status ${number}`> {
  const to = response.headers.get('location') ?? '';
  if (response.status === 302) {
    if (to.startsWith('/?redirectTo=')) return 'signIn';
    if (to.startsWith('/')) return 'onward';
    return to.startsWith(web.simulator.stripe.url) ? 'stripe' : 'discord';
  }
  if (response.status === 200) {
    await response.body?.cancel();
    return 'ok';
  }
  const text = await response.text();
  if (response.status === 403) return text.includes('Your account is suspended') ? 'suspended' : 'forbidden';
  const known: Record<number, Outcome> = {
    400: 'unsigned',
    401: 'notSignedIn',
    404: 'notFound',
    405: 'methodNotAllowed',
  };
  return known[response.status] ?? `status ${response.status}`;
}

/** An id that no request has. */
const NO_REQUEST = '00000000-0000-4000-8000-000000000000';

/** The address of a route, from its id: the last part of the matrix that a reader must trust. */
function addressOf(id: string, guildId: string): string {
  if (!id.startsWith('routes/')) return id.replace('*', 'none.js').replace(':guildId', guildId);
  if (id === 'routes/$') return '/no/such/page';
  const parts: Record<string, string> = {
    $guildId: guildId,
    $file: 'days.csv',
    $policy: 'privacy',
    $number: '1',
    $personId: personId(web.simulator, 'member'),
    $right: 'export',
    $requestId: NO_REQUEST,
    $nodeId: NO_REQUEST,
    $threadId: NO_REQUEST,
    $secret: 'none',
    $token: 'none',
  };
  const segments = id
    .slice('routes/'.length)
    .replaceAll('[.]', '\0')
    .split('.')
    .map((segment) => segment.replace(/_$/, '').replaceAll('\0', '.'))
    .filter((segment) => segment !== '_index')
    .map((segment) => parts[segment] ?? segment);
  const query = id.endsWith('svg') ? '?chart=messages' : id.endsWith('compare') ? '?from=1&to=1' : '';
  return `/${segments.join('/')}${query}`;
}

/** A body that each action accepts, so that nothing but the right decides. */
let granted = 0;
function bodyFor(id: string): Record<string, string> | FormData {
  if (id.endsWith('.export')) return { intent: 'make-token', name: 'for this test', scopes: 'read:days', life: '30' };
  if (id.endsWith('$guildId.insights')) return { intent: 'ai-off' };
  if (id.endsWith('.insights')) {
    const form = new FormData();
    form.set('intent', 'import');
    const text = 'interval_start_timestamp,speaking_minutes\n2026-01-01,5\n2026-01-02,6\n';
    form.set('file', new File([text], 'guild-voice-activity.csv'));
    return form;
  }
  if (id.endsWith('.assistant') || id.endsWith('.assistant_.stream'))
    return { intent: 'ask', question: 'How was last week?' };
  if (id.endsWith('.assistant_.$threadId')) return { intent: 'delete' };
  if (id.endsWith('.knowledge_.new')) return { kind: 'topic', title: 'Written for this test', text: '' };
  if (id.endsWith('.knowledge_.import'))
    return { intent: 'preview', source: 'csv', text: 'kind,title,text\ntopic,a,b' };
  if (id.endsWith('.knowledge')) return { intent: 'dismiss', gapId: '11111111-1111-4111-8111-111111111111' };
  if (id.endsWith('.knowledge_.graph')) return { intent: 'place', places: '[]' };
  if (id.endsWith('.knowledge_.$nodeId')) return { intent: 'delete' };
  if (id.endsWith('.premium')) return { intent: 'checkout', price: 'premium_monthly' };
  if (id.endsWith('.consents')) return { intent: 'withdraw', purpose: 'mail' };
  if (id.endsWith('.digest')) return { intent: 'turn-off' };
  if (id === 'routes/contact_.under-age') return { personId: '800000000000000001', words: 'Written for this test.' };
  if (id === 'routes/staff.reports') return { intent: 'lift', personId: '800000000000000001', reason: 'for this test' };
  if (id === 'routes/contact') return { topic: 'other', words: 'Written for this test.' };
  if (id === 'routes/notices') return { subject: 'policy:privacy:2' };
  if (id.endsWith('.annotations')) return { intent: 'add', date: '2026-03-14', text: 'Release' };
  if (id === 'routes/staff._index')
    return { intent: 'open', kind: 'person', id: personId(web.simulator, 'owner'), reason: 'for this test' };
  if (id === 'routes/staff.corrections')
    return { requestId: randomUUID(), outcome: 'corrected', answer: 'Written for this test.' };
  if (id === 'routes/account_.ai' || id === 'routes/guilds.$guildId.ai') return { intent: 'allow', feature: '' };
  if (id === 'routes/staff.ai') return { thing: 'all:', to: 'on', reason: 'for this test' };
  if (id === 'routes/staff.ai_.reviews') return { callId: NO_REQUEST, verdict: 'good', note: '' };
  if (id === 'routes/account') return { intent: 'end-others' };
  if (id === 'routes/operator_.promises')
    return { intent: 'plan', promise: 'P33', subject: 'for this test', dueOn: '2099-01-01' };
  if (id.endsWith('.data')) return { intent: 'export' };
  if (id.endsWith('.$right')) return { scope: 'all' };
  if (id !== 'routes/operator') return {};
  granted += 1;
  return { intent: 'grant', guildId: String(800_000_000_000_000_000n + BigInt(granted)), reason: 'for this test' };
}

const endsSessions = new Set(['routes/auth.sign-out', 'routes/auth.sign-out-everywhere']);
const cells = [...Object.entries(pageMatrix), ...Object.entries(serverMatrix)].flatMap(([id, rows]) =>
  (['GET', 'POST'] as const).flatMap((method) =>
    ('own' in rows[method] ? (['own', 'foreign'] as const) : (['own'] as const)).map((which) => ({
      id,
      method,
      which,
    })),
  ),
);

describe('every cell of the matrix is as declared, and no answer sets another cookie than the one', () => {
  test.each(cells)('$method $id ($which guild)', async ({ id, method, which }) => {
    const declared = rowOf(id, method, which);
    const cookies = new Set<string>();
    const found: Partial<Record<Actor, string>> = {};
    for (const actor of actors) {
      const browser = endsSessions.has(id) && method === 'POST' ? await signIn(actor) : browsers.get(actor);
      const address = addressOf(id, guilds[which].id);
      const response = await (method === 'GET' ? browser?.get(address) : browser?.post(address, bodyFor(id)));
      if (!response) continue;
      for (const line of response.headers.getSetCookie()) cookies.add(line.slice(0, line.indexOf('=')));
      found[actor] = await outcomeOf(response);
    }
    expect(found).toEqual(declared);
    expect([...cookies].filter((name) => name !== COOKIE_NAMES.plain)).toEqual([]);
    if (endsSessions.has(id)) for (const actor of actors) browsers.set(actor, await signIn(actor));
  });
});

function rowOf(id: string, method: Method, which: keyof Cells) {
  const rows = pageMatrix[id]?.[method] ?? serverMatrix[id]?.[method];
  if (!rows) throw new Error(`no row for ${id}`);
  return 'own' in rows ? rows[which] : rows;
}

test('a page that is refused tells nothing of its guild, as a page, as data and as a part of the data', async () => {
  for (const which of ['own', 'foreign'] as const)
    for (const actor of actors) {
      if (rowOf('routes/guilds.$guildId._index', 'GET', which)[actor] === 'ok') continue;
      const { id, name } = guilds[which];
      for (const address of [
        `/guilds/${id}`,
        `/guilds/${id}.data`,
        `/guilds/${id}.data?_routes=routes%2Fguilds.%24guildId._index`,
        `/guilds/${id}?index`,
        `/guilds/${id}?_data=routes%2Fguilds.%24guildId._index`,
        `/guilds/${id}/overview.csv`,
        `/guilds/${id}/live.data`,
      ]) {
        const text = await (await browsers.get(actor)?.get(address))?.text();
        // The picker of the frame may name guilds that the person manages.
        expect([actor, address, text?.includes(name) || text?.includes('countingSinceMs')]).toEqual([
          actor,
          address,
          false,
        ]);
      }
    }
});

test.each(['abc', '0', '1', '9'.repeat(19), '9'.repeat(40), '%00', '..%2f..', '１２３４５６７８９０１２３４５６'])(
  'nobody finds a guild with the id %j',
  async (guildId) => {
    for (const suffix of ['', '/live', '/overview.csv'])
      expect((await browsers.get('owner')?.get(`/guilds/${guildId}${suffix}`))?.status).toBe(404);
  },
);

test('no address answers another method', async () => {
  for (const id of [...Object.keys(pageMatrix), ...Object.keys(serverMatrix)])
    for (const method of refusedMethods) {
      const response = await browsers.get('owner')?.fetch(addressOf(id, guilds.own.id), {
        method,
        headers: { origin: web.origin },
      });
      expect([method, id, response?.status]).toEqual([method, id, 405]);
    }
});

test('every route of the build and of the server has its row, and no row is left over', async () => {
  const script = `import(${JSON.stringify(path.resolve('build/remix/server/index.js'))}).then((build) => process.stdout.write(JSON.stringify(Object.keys(build.routes))))`;
  const ids = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
  expect(Object.keys(pageMatrix).sort()).toEqual(ids.filter((id: string) => id !== 'root').sort());

  const config = readConfig({
    DATABASE_URL: db.url,
    PROCORD_SECRET: 'x'.repeat(32),
    DISCORD_TOKEN: 'x',
    DISCORD_CLIENT_ID: '1'.repeat(17),
    DISCORD_CLIENT_SECRET: 'x',
  });
  const deps = createDependencies(config, createLog('test', 'silent'));
  const app = createWebApp(deps, () => Promise.reject(new Error('not asked')), {
    clientFolder: path.resolve('build/remix/client'),
  });
  const own = new Set(app.routes.map((route) => route.path).filter((one) => one !== '/*' && one !== '*'));
  expect(Object.keys(serverMatrix).sort()).toEqual([...own].sort());
  await deps.close();
});
