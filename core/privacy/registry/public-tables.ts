import { auditKeys } from '#core/audit/schema.ts';
import { english } from '#core/i18n/english.ts';
import type { ColumnEntry, TableEntry } from '../schema.ts';
import { billingTables } from './billing-tables.ts';
import { guild, nobody, person, table } from './table.ts';

const ofNobody: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'operate',
  source: 'own',
  retention: 'infrastructure',
  export: 'not-personal',
  erase: 'not-personal',
};
const ofAccount: Omit<ColumnEntry, 'holds'> = {
  subject: person('id'),
  purpose: 'sign-in',
  source: 'discord',
  retention: 'account',
  export: 'included',
  erase: 'delete-row',
};
const ofSession: Omit<ColumnEntry, 'holds'> = {
  subject: person('account_id'),
  purpose: 'sign-in',
  source: 'own',
  retention: 'session',
  export: 'included',
  erase: 'with-parent',
};
const ofGuild: Omit<ColumnEntry, 'holds'> = {
  subject: guild('id'),
  purpose: 'serve-guild',
  source: 'discord',
  retention: 'guild',
  export: 'not-personal',
  erase: 'not-personal',
};
const ofGrant: Omit<ColumnEntry, 'holds'> = {
  subject: guild('guild_id'),
  purpose: 'entitlement',
  source: 'staff',
  retention: 'record',
  export: 'not-personal',
  erase: 'not-personal',
};
const ofToken: Omit<ColumnEntry, 'holds'> = {
  ...ofGuild,
  subject: guild('guild_id'),
  source: 'own',
  retention: 'api-token',
};
const ofDigest: Omit<ColumnEntry, 'holds'> = {
  subject: guild('guild_id'),
  purpose: 'serve-guild',
  source: 'own',
  retention: 'guild',
  export: 'not-personal',
  erase: 'not-personal',
};
const ofAudit: Omit<ColumnEntry, 'holds'> = {
  subject: { of: 'people', columns: ['actor_id', 'subject_id'] },
  purpose: 'accountability',
  source: 'own',
  retention: 'record',
  export: 'included',
  erase: 'cut-out',
};

export const publicTables: Record<string, TableEntry> = {
  'public.digest': table('The channel that an admin chose for the weekly digest.', ofDigest, {
    guild_id: { source: 'discord' },
    channel_id: { source: 'person' },
    chosen_at: {},
    stopped_at: {},
    stopped_reason: { holds: 'code of why it is not sent any more' },
  }),
  'public.digest_delivery': table(
    'That the digest of a week was sent.',
    { ...ofDigest, retention: 'delivery' },
    {
      guild_id: { source: 'discord' },
      week: {},
      channel_id: { source: 'discord' },
      attempted_at: {},
      sent_at: {},
      message_id: { source: 'discord' },
      given_up_at: {},
    },
  ),
  'public.instance': table('Which Discord this database belongs to.', ofNobody, {
    id: {},
    discord_host: { holds: 'host name of the Discord API' },
    created_at: {},
  }),
  'public.account': table('A person who signed in to the dashboard.', ofAccount, {
    id: {},
    username: { holds: 'Discord user name' },
    global_name: { holds: 'Discord display name' },
    avatar: { holds: 'hash that names the Discord avatar' },
    locale: {
      purpose: 'preference',
      source: 'person',
      holds: 'language tag, as Discord has it or the person chose it',
    },
    theme: { purpose: 'preference', source: 'person', holds: 'light or dark' },
    created_at: { source: 'own' },
    last_sign_in_at: { source: 'own' },
    suspended_at: { purpose: 'accountability', source: 'staff' },
    notice_version: { purpose: 'show-notice', source: 'own' },
    email_sealed: {
      purpose: 'notify',
      export: 'named',
      holds: 'sealed e-mail address, of somebody who chose to get mails',
    },
  }),
  'public.session': table('A signed-in browser.', ofSession, {
    id_hash: { export: 'named', holds: 'SHA-256 of the random id in the cookie' },
    account_id: { source: 'discord' },
    created_at: {},
    last_seen_at: {},
    expires_at: {},
    access_token_sealed: { source: 'discord', export: 'named', holds: 'sealed OAuth2 access token of Discord' },
    refresh_token_sealed: { source: 'discord', export: 'named', holds: 'sealed OAuth2 refresh token of Discord' },
    token_expires_at: { source: 'discord' },
  }),
  'public.guild': table('A guild that has, or had, the bot.', ofGuild, {
    id: {},
    installed_at: { source: 'own' },
    removed_at: { source: 'own' },
    unavailable_since: { source: 'own' },
    afk_channel_id: {},
    preferred_locale: { holds: 'language tag of the guild' },
    time_zone: { source: 'person', holds: 'IANA time zone the guild is shown in' },
    managed_at: { source: 'own' },
    tell_channel_id: {},
    told_at: { source: 'own' },
  }),
  'public.premium_grant': table('Premium that staff gave a guild.', ofGrant, {
    id: { source: 'own' },
    guild_id: {},
    granted_by: { subject: person('granted_by'), export: 'included', erase: 'keep' },
    reason: { subject: person('granted_by'), export: 'included', erase: 'keep', holds: 'reason in the words of staff' },
    starts_at: {},
    ends_at: {},
    revoked_at: {},
    revoked_by: { subject: person('revoked_by'), export: 'included', erase: 'keep' },
  }),
  'public.api_token': table('A token that reads the totals of a guild over the API.', ofToken, {
    id: {},
    guild_id: { source: 'discord' },
    name: { source: 'person', holds: 'what the token is for, in the words of who made it' },
    scopes: { holds: 'codes of what the token may read' },
    secret_hash: { holds: 'SHA-256 of the secret' },
    hint: { holds: 'the first characters of the secret, to tell tokens apart' },
    created_by: { subject: person('created_by'), source: 'discord', export: 'included', erase: 'delete-row' },
    created_at: {},
    expires_at: {},
    last_used_at: {},
    revoked_at: {},
  }),
  'public.rate_limit': table(
    'How many requests of a token there were in the running minute.',
    { ...ofNobody, retention: 'rate-limit' },
    { key: { holds: 'id of an API token' }, points: {}, expire: {} },
  ),
  ...billingTables,
  'public.audit_event': table('Who did what, to whom, and why.', ofAudit, {
    id: {},
    at: {},
    actor_kind: { holds: 'person, staff, system or model' },
    actor_id: { subject: person('actor_id') },
    action: { holds: 'code of what was done' },
    guild_id: {},
    subject_id: { subject: person('subject_id') },
    reason: { source: 'staff', holds: 'reason in the words of who did it' },
    detail: { keys: auditKeys, holds: 'ids, codes and times of the change; no words of other people' },
    before: { keys: auditKeys, holds: 'what was changed, as it was; no words of other people' },
    after: { keys: auditKeys, holds: 'what was changed, as it is since; no words of other people' },
    actor_salt: { export: 'named' },
    subject_salt: { export: 'named' },
    words_salt: { export: 'named' },
  }),
  'public.chain_record': table('Records that prove that none was changed or taken away.', ofNobody, {
    chain: { holds: 'name of the chain' },
    number: {},
    body: { holds: 'codes, counts, times and salted hashes; names nobody' },
    signature: { holds: 'Ed25519 signature of the body' },
    key_id: { holds: 'id of a signing key' },
    previous_hash: { holds: 'SHA-256' },
    hash: { holds: 'SHA-256' },
  }),
  'public.promise_evidence': table('What was last seen of each promise of the policies.', ofNobody, {
    promise: { holds: 'id of a promise' },
    state: { holds: 'kept, degraded or broken' },
    facts: { keys: Object.keys(english.policies.fact), holds: 'numbers and codes of our own; names nobody' },
    read_at: {},
  }),
  'public.signing_key': table('Public keys with which records were signed.', ofNobody, {
    id: { holds: 'first bytes of the hash of the key' },
    public_key: { holds: 'Ed25519 public key' },
    since: {},
  }),
  'public._prisma_migrations': table('Which migrations this database has had.', ofNobody, {
    id: { holds: 'random id' },
    checksum: { holds: 'SHA-256 of the migration' },
    finished_at: {},
    migration_name: { holds: 'folder of the migration' },
    logs: { holds: 'error of a migration that failed' },
    rolled_back_at: {},
    started_at: {},
    applied_steps_count: {},
  }),
};
