import type { Database } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';

/** Source: Discord gateway reference, "List of Intents". */
const INTENTS: readonly string[] = [
  ...['GUILDS', 'GUILD_MEMBERS', 'GUILD_MODERATION', 'GUILD_EXPRESSIONS', 'GUILD_INTEGRATIONS', 'GUILD_WEBHOOKS'],
  ...['GUILD_INVITES', 'GUILD_VOICE_STATES', 'GUILD_PRESENCES', 'GUILD_MESSAGES', 'GUILD_MESSAGE_REACTIONS'],
  ...[
    'GUILD_MESSAGE_TYPING',
    'DIRECT_MESSAGES',
    'DIRECT_MESSAGE_REACTIONS',
    'DIRECT_MESSAGE_TYPING',
    'MESSAGE_CONTENT',
  ],
];
/** With these Discord says that something was written, joined or left, and never what. */
const ALLOWED = new Set(['GUILDS', 'GUILD_MEMBERS', 'GUILD_INVITES', 'GUILD_VOICE_STATES', 'GUILD_MESSAGES']);

/** Text that tables of counts hold: codes and names of time zones. Anything else could hold what somebody wrote. */
const CODES = new Set([
  ...['top_member.measure', 'guild_day.time_zone', 'retention_invite.source', 'retention_invite.code'],
  ...['membership.invite_code', 'coverage_gap.kind', 'coverage_gap.reason', 'gap_healing.state', 'gap_healing.reason'],
  ...['channel_healing.state', 'channel_healing.reason', 'invite_watch.state', 'invite_use.code', 'invite_use.source'],
  'objection.kind',
  // What admins wrote or laid beside the counts themselves.
  ...['annotation.text', 'insights_import.kind', 'insights_import.interval', 'insights_import.rows'],
]);

/** Probes of what is promised about what the bot reads. */
export function gatewayProbes(db: Database): Probe[] {
  return [
    {
      promise: 'P23',
      async look() {
        const clusters = await db
          .for('operate')
          .pool.query<{ intents: number }>(`SELECT DISTINCT intents FROM gateway.cluster WHERE state <> 'stopped'`);
        const asked = new Set(clusters.rows.flatMap(({ intents }) => namesOf(intents)));
        const places = await db.for('operate').pool.query<{ name: string }>(
          `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
            WHERE table_schema = 'analytics' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'xml')
              AND table_name !~ '_\\d{8}$' ORDER BY 1`,
        );
        const found = [
          ...[...asked].filter((name) => !ALLOWED.has(name)),
          ...places.rows.map(({ name }) => name).filter((name) => !CODES.has(name)),
        ];
        return keptUnless(found, { intents: [...asked] });
      },
    },
  ];
}

function namesOf(intents: number): string[] {
  return INTENTS.filter((_, bit) => intents & (1 << bit));
}
