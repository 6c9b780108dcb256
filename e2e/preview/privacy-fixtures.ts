import type { GuildData } from '#app/components/privacy/GuildDataPage.tsx';
import type { HeldCell, HeldData, HeldPart } from '#app/components/privacy/held-props.ts';
import type { ReceiptData } from '#app/components/privacy/ReceiptPage.tsx';
import type { RequestData } from '#app/components/privacy/requests-props.ts';
import type { OwnRequest } from '#core/privacy/schema.ts';

/** Invented data of the pages about one's own data. */
const AT = Date.UTC(2026, 10, 21, 13, 2);
const HOUR = 3_600_000;
const guild: HeldCell = { is: 'guild', id: '1180000000000000001', name: 'Berlin Makers' };
const channel: HeldCell = { is: 'channel', id: '1180000000000000301', guildId: '1180000000000000001' };

const counted = {
  subject: 'activity',
  sources: ['discord', 'own'],
  purposes: [{ purpose: 'count-activity', basis: 'legitimate-interests' }],
  retention: ['activity'],
  recipients: 'counts',
  erase: ['cut-out'],
} as const satisfies Partial<HeldPart>;
const ofActivity = () => ({
  ...counted,
  sources: [...counted.sources],
  purposes: [...counted.purposes],
  retention: [...counted.retention],
  erase: [...counted.erase],
});

export const held: HeldData = {
  person: { id: '810000000000000042', name: 'Marguerite' },
  asOfMs: AT,
  guilds: [
    { id: '1180000000000000001', name: 'Berlin Makers' },
    { id: '1180000000000000002', name: 'Zürcher Brettspielrunde' },
  ],
  guild: null,
  parts: [
    {
      table: 'public.account',
      subject: 'account',
      about: 'A person who signed in to the dashboard.',
      sources: ['discord', 'person', 'own'],
      purposes: [
        { purpose: 'sign-in', basis: 'contract' },
        { purpose: 'preference', basis: 'contract' },
      ],
      retention: ['account'],
      recipients: 'account',
      erase: ['delete-row'],
      total: 1,
      columns: ['id', 'username', 'global_name', 'theme', 'created_at', 'last_sign_in_at'],
      rows: [
        [
          { is: 'code', text: '810000000000000042' },
          { is: 'code', text: 'marguerite' },
          { is: 'code', text: 'Marguerite' },
          { is: 'code', text: 'dark' },
          { is: 'moment', ms: AT - 900 * HOUR },
          { is: 'moment', ms: AT - 2 * HOUR },
        ],
      ],
    },
    {
      ...ofActivity(),
      table: 'analytics.message_pack',
      about: 'Messages per guild, hour, channel and person.',
      total: 1204,
      columns: ['guild_id', 'day', 'hours', 'channel_ids', 'messages'],
      rows: Array.from({ length: 25 }, (_, at): HeldCell[] => [
        guild,
        { is: 'day', day: 20_778 },
        { is: 'moment', ms: AT - at * HOUR },
        channel,
        { is: 'count', value: 3 + ((at * 7) % 11) },
      ]),
    },
    {
      ...ofActivity(),
      table: 'analytics.voice_pack',
      about: 'Voice time per guild, hour, channel and person.',
      total: 1,
      columns: ['guild_id', 'hours', 'channel_ids', 'active_ms', 'muted_ms'],
      rows: [
        [guild, { is: 'moment', ms: AT }, channel, { is: 'duration', ms: 2_400_000 }, { is: 'duration', ms: 61_000 }],
      ],
    },
    {
      ...ofActivity(),
      table: 'analytics.membership',
      about: 'Since when a person is a member of a guild, and until when they were.',
      retention: ['membership'],
      erase: ['delete-row'],
      total: 2,
      columns: ['guild_id', 'joined_ms', 'stayed_week1', 'invite_code'],
      rows: [
        [guild, { is: 'moment', ms: AT - 900 * HOUR }, { is: 'yes' }, { is: 'code', text: 'aBcDeFg' }],
        [
          { is: 'guild', id: '1180000000000000002', name: 'Zürcher Brettspielrunde' },
          { is: 'moment', ms: AT - 1_900 * HOUR },
          { is: 'no' },
          { is: 'none' },
        ],
      ],
    },
    {
      ...ofActivity(),
      table: 'analytics.objection',
      subject: 'choices',
      about: 'People who are not to be counted.',
      total: 0,
      columns: [],
      rows: [],
    },
    {
      ...ofActivity(),
      table: 'public.subscription',
      subject: 'payments',
      about: 'A subscription as Stripe last told it.',
      total: 0,
      columns: [],
      rows: [],
    },
  ],
};

const request: OwnRequest = {
  requestId: '0b9f5c1e-7c0e-4b57-9a55-3a1b8f0c2d11',
  right: 'erase',
  of: 'person',
  state: 'running',
  reason: null,
  askedAt: new Date(AT - 20_000),
  ownDueAt: new Date(AT + 280_000),
  dueAt: new Date(AT + 30 * 24 * HOUR),
  finishedAt: null,
  steps: [
    { name: 'refuse', state: 'done', done: 0 },
    { name: 'analytics:cells', state: 'running', done: 1204 },
    { name: 'accounts:account', state: 'waiting', done: 0 },
    { name: 'check', state: 'waiting', done: 0 },
    { name: 'receipt', state: 'waiting', done: 0 },
  ],
  hasReceipt: false,
  guildId: null,
  purpose: null,
  undo: false,
  words: null,
  answer: null,
  surface: 'dashboard',
  file: null,
};
const exported: OwnRequest = {
  ...request,
  right: 'export',
  state: 'done',
  finishedAt: new Date(AT),
  steps: [
    { name: 'write', state: 'done', done: 1311 },
    { name: 'receipt', state: 'done', done: 1 },
  ],
  hasReceipt: true,
  guildId: '1180000000000000001',
  file: {
    bytes: 48_211,
    rows: 1311,
    sha256: '9f2a1c'.padEnd(64, '0'),
    expiresAt: new Date(AT + 7 * 24 * HOUR),
    deletedAt: null,
  },
};
const corrected: OwnRequest = {
  ...request,
  right: 'correct',
  state: 'failed',
  reason: 'refused',
  finishedAt: new Date(AT),
  steps: [{ name: 'receipt', state: 'done', done: 1 }],
  words: 'I joined on the 3rd, not on the 4th.',
  answer: 'Discord itself says the 4th, at 00:12 UTC.',
  hasReceipt: true,
};
const page = (own: OwnRequest, download: string | null = null): RequestData => ({
  request: own,
  own,
  guildName: own.guildId === null ? null : 'Berlin Makers',
  download,
  nowMs: AT,
});
export const requests = { request, exported, corrected };
export const requestPages = {
  running: page(request),
  exported: page(exported, '/privacy/requests/1/file'),
  refused: page(corrected),
};

export const receipt: ReceiptData = {
  number: 4,
  keyId: '5d41402abc4b2a76',
  hash: 'a7ffc6f8bf1ed766'.padEnd(64, '1'),
  body: {
    v: 1,
    requestId: request.requestId,
    right: 'erase',
    of: 'person',
    everywhere: true,
    outcome: 'done',
    reason: null,
    askedAt: new Date(AT - 20_000).toISOString(),
    finishedAt: new Date(AT).toISOString(),
    counts: { 'analytics.message_pack': 1204, 'analytics.membership': 2, 'public.account': 1, 'public.session': 2 },
    kept: [
      { table: 'public.subscription', rows: 1, duty: 'books', until: new Date(AT + 7 * 8_766 * HOUR).toISOString() },
      { table: 'analytics.objection', rows: 1, duty: 'own-word', until: null },
    ],
    left: 0,
    file: null,
  },
};

export const guildHeld: GuildData['held'] = [
  {
    table: 'public.guild',
    about: 'A guild that has, or had, the bot.',
    rows: 1,
    purposes: ['serve-guild'],
    retention: ['guild'],
  },
  {
    table: 'analytics.channel_hour',
    about: 'Totals per guild, channel and hour.',
    rows: 100_000,
    purposes: ['count-activity'],
    retention: ['hour-totals'],
  },
];
