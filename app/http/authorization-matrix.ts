/**
 * Who gets what from each address of the web process. A route without a row fails a test, and a test asks the built
 * server about every cell. The commands in Discord have their own rows, in bot/commands/authorization-matrix.ts.
 */
export const actors = ['anonymous', 'member', 'otherGuildAdmin', 'manager', 'owner', 'staff', 'suspended'] as const;
export type Actor = (typeof actors)[number];

export const outcomes = {
  /** 200 */
  ok: 'the page, stream or file',
  /** 302 to the start page, which brings back here after signing in */
  signIn: 'asked to sign in',
  /** 302 elsewhere on this site */
  onward: 'led on',
  /** 302 to Discord's authorize page */
  discord: 'sent to Discord',
  /** 302 to Stripe's page */
  stripe: 'sent to Stripe',
  /** 400: not signed by Stripe */
  unsigned: 'refused without a signature',
  /** 401 */
  notSignedIn: 'refused, nobody is signed in',
  /** 403 */
  forbidden: 'refused, without the right',
  /** 403 with the way out */
  suspended: 'told that the account is suspended',
  /** 404: also where only some may know that there is something */
  notFound: 'told that there is nothing',
  /** 405 */
  methodNotAllowed: 'told that this cannot be asked so',
} as const;
export type Outcome = keyof typeof outcomes;

type Row = Readonly<Record<Actor, Outcome>>;
/** `own`: the guild that manager and owner manage and member, staff and suspended are in. `foreign`: one that none of them is in. */
export interface Cells {
  own: Row;
  foreign: Row;
}
export type Method = 'GET' | 'POST';
export type Rows = Readonly<Record<Method, Row | Cells>>;

const everyone = (outcome: Outcome): Row => ({
  anonymous: outcome,
  member: outcome,
  otherGuildAdmin: outcome,
  manager: outcome,
  owner: outcome,
  staff: outcome,
  suspended: outcome,
});
/** Signed in and not suspended: `outcome`. */
const people = (outcome: Outcome, anonymous: Outcome): Row => ({
  ...everyone(outcome),
  anonymous,
  suspended: 'suspended',
});
/** Signed in, suspended or not: what is held about a person is theirs to see and to end in any case. */
const known = (outcome: Outcome, anonymous: Outcome): Row => ({ ...everyone(outcome), anonymous });
const never = everyone('methodNotAllowed');

/** A page or file of one guild. */
const ofGuild = (anonymous: Outcome): Cells => ({
  own: {
    anonymous,
    member: 'forbidden',
    otherGuildAdmin: 'notFound',
    manager: 'ok',
    owner: 'ok',
    staff: 'forbidden',
    suspended: 'suspended',
  },
  foreign: people('notFound', anonymous),
});

const noReport: Cells = {
  own: { ...ofGuild('signIn').own, manager: 'notFound', owner: 'notFound' },
  foreign: ofGuild('signIn').foreign,
};

/** By id in the manifest of Remix; the tree's root has no address of its own. */
export const pageMatrix: Readonly<Record<string, Rows>> = {
  'routes/_index': { GET: people('onward', 'ok'), POST: never },
  'routes/auth.discord': { GET: everyone('onward'), POST: everyone('discord') },
  'routes/auth.discord_.callback': { GET: everyone('onward'), POST: never },
  /** Nobody is a newcomer here; those who are: app/http/welcome.test.ts. */
  'routes/auth.welcome': {
    GET: { ...everyone('onward'), suspended: 'suspended' },
    POST: { ...everyone('onward'), suspended: 'suspended' },
  },
  'routes/auth.too-young': { GET: everyone('ok'), POST: never },
  'routes/auth.sign-out': { GET: never, POST: everyone('onward') },
  'routes/auth.sign-out-everywhere': { GET: never, POST: { ...everyone('onward'), anonymous: 'notSignedIn' } },
  'routes/account': { GET: people('ok', 'signIn'), POST: people('onward', 'notSignedIn') },
  'routes/ai': { GET: everyone('ok'), POST: never },
  'routes/account_.ai': { GET: known('ok', 'signIn'), POST: known('onward', 'notSignedIn') },
  'routes/account_.ai[.]csv': { GET: known('ok', 'signIn'), POST: never },
  'routes/account_.ai[.]json': { GET: known('ok', 'signIn'), POST: never },
  'routes/account_.audit': { GET: people('ok', 'signIn'), POST: never },
  /** With an address that stood in no mail: app/http/mail.test.ts asks with one that did. */
  'routes/mail.stop.$token': { GET: everyone('notFound'), POST: everyone('notFound') },
  'routes/preferences': { GET: never, POST: everyone('onward') },
  'routes/api.docs': { GET: everyone('ok'), POST: never },
  'routes/privacy': { GET: everyone('ok'), POST: never },
  'routes/policies.$policy': { GET: everyone('ok'), POST: never },
  'routes/policies.$policy_.versions': { GET: everyone('ok'), POST: never },
  'routes/policies.$policy_.versions_.$number': { GET: everyone('ok'), POST: never },
  'routes/policies.$policy_.compare': { GET: everyone('ok'), POST: never },
  'routes/privacy_.consents': { GET: people('ok', 'signIn'), POST: people('onward', 'notSignedIn') },
  'routes/privacy_.me': { GET: known('ok', 'signIn'), POST: never },
  'routes/contact': { GET: everyone('ok'), POST: everyone('onward') },
  'routes/contact_.under-age': { GET: everyone('ok'), POST: everyone('onward') },
  'routes/contact_.$secret': { GET: everyone('notFound'), POST: never },
  'routes/notices': { GET: never, POST: people('onward', 'notSignedIn') },
  'routes/privacy_.me_.$right': { GET: known('ok', 'signIn'), POST: known('onward', 'notSignedIn') },
  'routes/privacy_.requests': { GET: known('ok', 'signIn'), POST: never },
  /** Of somebody else, or of nobody: a visitor may be the person who asked. */
  'routes/privacy_.requests_.$requestId': { GET: known('notFound', 'signIn'), POST: never },
  'routes/privacy_.requests_.$requestId_.file': { GET: known('notFound', 'signIn'), POST: never },
  /** A receipt names nobody; none is there for the id that is asked for. */
  'routes/privacy_.receipts.$requestId': { GET: everyone('notFound'), POST: never },
  'routes/privacy_.receipts.$requestId_.file': { GET: everyone('notFound'), POST: never },
  'routes/trust': { GET: everyone('ok'), POST: never },
  'routes/trust_.incidents': { GET: everyone('ok'), POST: never },
  'routes/trust_.history': { GET: everyone('ok'), POST: never },
  'routes/trust_.records[.]json': { GET: everyone('ok'), POST: never },
  'routes/trust_.promises[.]json': { GET: everyone('ok'), POST: never },
  'routes/guilds._index': { GET: people('ok', 'signIn'), POST: never },
  'routes/guilds.$guildId._index': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.live': { GET: ofGuild('notSignedIn'), POST: never },
  'routes/guilds.$guildId.overview[.]csv': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.overview[.]svg': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.overview': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.messages': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.voice': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.members': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.growth': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.retention': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.top': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.days[.]csv': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.days[.]svg': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.annotations': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.assistant': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.assistant[.]json': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.assistant[.]md': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.assistant_.stream': { GET: never, POST: ofGuild('notSignedIn') },
  /** No conversation has the id that is asked for: app/http/assistant.test.ts asks for those of others. */
  'routes/guilds.$guildId.assistant_.$threadId': {
    GET: {
      own: { ...ofGuild('signIn').own, manager: 'notFound', owner: 'notFound' },
      foreign: ofGuild('signIn').foreign,
    },
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'notFound', owner: 'notFound' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.insights': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  /** There is no report in the guild of this test: app/http/guild-insights.test.ts asks where there is one. */
  'routes/guilds.$guildId.insights[.]md': { GET: noReport, POST: never },
  'routes/guilds.$guildId.insights[.]json': { GET: noReport, POST: never },
  'routes/guilds.$guildId.knowledge': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.knowledge[.]csv': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.knowledge[.]json': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.knowledge_.new': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.knowledge_.import': { GET: ofGuild('signIn'), POST: ofGuild('notSignedIn') },
  'routes/guilds.$guildId.knowledge_.graph': { GET: ofGuild('signIn'), POST: ofGuild('notSignedIn') },
  /** No node has the id that is asked for: app/http/knowledge.test.ts asks for one that is there. */
  'routes/guilds.$guildId.knowledge_.$nodeId': {
    GET: {
      own: { ...ofGuild('signIn').own, manager: 'notFound', owner: 'notFound' },
      foreign: ofGuild('signIn').foreign,
    },
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'notFound', owner: 'notFound' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.ai': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.export': {
    GET: ofGuild('signIn'),
    POST: ofGuild('notSignedIn'),
  },
  /** The owner alone. */
  'routes/guilds.$guildId.data': {
    GET: { own: { ...ofGuild('signIn').own, manager: 'forbidden' }, foreign: ofGuild('signIn').foreign },
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'forbidden', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.export_.$file': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.export_.insights': { GET: ofGuild('signIn'), POST: ofGuild('notSignedIn') },
  'routes/guilds.$guildId.digest': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'onward', owner: 'onward' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/guilds.$guildId.audit': { GET: ofGuild('signIn'), POST: never },
  'routes/guilds.$guildId.premium': {
    GET: ofGuild('signIn'),
    POST: {
      own: { ...ofGuild('notSignedIn').own, manager: 'stripe', owner: 'stripe' },
      foreign: ofGuild('notSignedIn').foreign,
    },
  },
  'routes/staff._index': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: { ...people('notFound', 'notSignedIn'), staff: 'onward' },
  },
  /** Of staff, those for privacy and admins: app/http/under-age.test.ts asks as the others. */
  'routes/staff.reports': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: { ...people('notFound', 'notSignedIn'), staff: 'onward' },
  },
  /** No correction has the id that is asked for: app/http/staff.test.ts answers one that is there. */
  'routes/staff.corrections': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: people('notFound', 'notSignedIn'),
  },
  'routes/staff.audit': { GET: { ...people('notFound', 'signIn'), staff: 'ok' }, POST: never },
  /** As long as nobody opened the person's data: app/http/staff.test.ts asks with it open. */
  'routes/staff.people.$personId': { GET: people('notFound', 'signIn'), POST: never },
  'routes/staff.ai': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: { ...people('notFound', 'notSignedIn'), staff: 'onward' },
  },
  /** No answer has the id that is sent: app/http/ai.test.ts looks at one that is there. */
  'routes/staff.ai_.reviews': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: people('notFound', 'notSignedIn'),
  },
  'routes/operator': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: { ...people('notFound', 'notSignedIn'), staff: 'onward' },
  },
  'routes/operator_.promises': {
    GET: { ...people('notFound', 'signIn'), staff: 'ok' },
    POST: { ...people('notFound', 'notSignedIn'), staff: 'onward' },
  },
  'routes/$': { GET: everyone('notFound'), POST: everyone('notFound') },
};

/** What the server answers before Remix is asked, by its path. */
export const serverMatrix: Readonly<Record<string, Rows>> = {
  '/healthz': { GET: everyone('ok'), POST: everyone('notFound') },
  '/readyz': { GET: everyone('ok'), POST: everyone('notFound') },
  /** As this machine asks without a token being set. */
  '/metrics': { GET: everyone('ok'), POST: everyone('notFound') },
  /** As where no visits are counted; where they are: app/http/web-statistics.test.ts. */
  '/visits': { GET: everyone('notFound'), POST: everyone('notFound') },
  '/webhooks/stripe': { GET: everyone('notFound'), POST: everyone('unsigned') },
  /** As where the application's public key is not known; where it is: app/http/deauthorized.test.ts. */
  '/webhooks/discord': { GET: everyone('notFound'), POST: everyone('notFound') },
  /** As where no mail is taken in; where it is: app/http/contact.test.ts. */
  '/webhooks/mail': { GET: everyone('notFound'), POST: everyone('notFound') },
  '/api/v1/openapi.json': { GET: everyone('ok'), POST: everyone('notFound') },
  /** No cookie opens these: app/http/api/api.test.ts asks them with tokens of every kind. */
  '/api/v1/guilds/:guildId/days': { GET: everyone('notSignedIn'), POST: never },
  '/api/v1/guilds/:guildId/channels': { GET: everyone('notSignedIn'), POST: never },
  '/api/v1/guilds/:guildId/retention': { GET: everyone('notSignedIn'), POST: never },
  '/api/v1/guilds/:guildId/coverage': { GET: everyone('notSignedIn'), POST: never },
  '/api/v1/*': { GET: everyone('notFound'), POST: everyone('notFound') },
  '/favicon.ico': { GET: everyone('ok'), POST: everyone('notFound') },
  '/favicon.svg': { GET: everyone('ok'), POST: everyone('notFound') },
  '/assets/*': { GET: everyone('notFound'), POST: everyone('notFound') },
  '/assets/words/*': { GET: everyone('notFound'), POST: everyone('notFound') },
};

/** Methods that no address answers. */
export const refusedMethods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'] as const;
