import type { HeldCell, HeldData, HeldPart } from '#app/components/privacy/held-props.ts';

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
