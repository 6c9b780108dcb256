import { readers } from '#core/personal-data.server.ts';
import type { Database } from '#core/platform/db.server.ts';
import { type HeldRow, type HeldTable, personalTables, readHeld } from '#core/privacy/read-held.server.ts';
import { registry } from '#core/privacy/registry.ts';
import { recipients } from '#core/privacy/rules/recipients.ts';
import { basisOf, type PlacedColumn, purposesOf } from '#core/privacy/schema.ts';
import type { HeldData, HeldPart, HeldSubject } from '../components/privacy/held-props.ts';
import { describeCell, instantOf } from './held-cells.server.ts';

/** Entries of a part that the page lists; an export has them all. */
const LISTED = 25;

/** Every table that names people, by what a person would look for it under. */
export const subjectOf: Readonly<Record<string, HeldSubject>> = {
  'public.account': 'account',
  'public.session': 'account',
  'analytics.message_pack': 'activity',
  'analytics.voice_pack': 'activity',
  'analytics.person_day': 'activity',
  'analytics.voice_session': 'activity',
  'analytics.membership': 'activity',
  'analytics.top_member': 'activity',
  'analytics.objection': 'choices',
  'public.rights_request': 'choices',
  'public.consent_event': 'choices',
  'public.notice_receipt': 'choices',
  'public.mail_choice': 'choices',
  'public.mail_outbox': 'account',
  'public.notice_delivery': 'account',
  'analytics.annotation': 'work',
  'public.api_token': 'work',
  'public.knowledge_node': 'work',
  'public.knowledge_version': 'work',
  'public.stripe_customer': 'payments',
  'public.checkout': 'payments',
  'public.subscription': 'payments',
  'public.billing_confirmation': 'payments',
  'public.payment_reversal': 'payments',
  'public.contact_case': 'letters',
  'public.under_age_report': 'letters',
  'public.ai_call': 'models',
  'public.ai_sample': 'models',
  'public.ai_opt_out': 'models',
  'public.assistant_thread': 'models',
  'public.assistant_turn': 'models',
  'public.assistant_proposal': 'models',
  'public.assistant_expiry': 'models',
  'public.staff_member': 'staff',
  'public.premium_grant': 'staff',
  'public.attestation': 'staff',
  'public.audit_plan': 'staff',
  'public.incident': 'staff',
  'public.incident_notice': 'staff',
  'public.staff_access': 'record',
  'public.staff_view': 'record',
  'public.access_denial': 'record',
  'public.audit_event': 'record',
};

/** The person's own id, and numbers that only keep a table in order: an export has them. */
const unsaid = new Set(['user_id', 'user_ids', 'merged', 'place', 'actor_salt', 'subject_salt', 'words_salt']);

/**
 * Everything that is held about the person, as their page shows it.
 * @param guildId shows only what is held of this guild; null for all of it
 * @param names of guilds by id, as far as they are known
 */
export async function readHeldPage(
  db: Database,
  person: { id: string; name: string },
  wish: { guildId: string | null; names: ReadonlyMap<string, string>; nowMs: number },
): Promise<HeldData> {
  const tables = await readHeld(db.for('answer-request', 'keep-promises'), { personId: person.id }, readers);
  const nameOf = (id: string) => wish.names.get(id) ?? null;
  const guilds = [...new Set(tables.flatMap(({ rows }) => rows.flatMap(guildsOf)))]
    .filter((id) => id !== '0')
    .map((id) => ({ id, name: nameOf(id) ?? id }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const guild = guilds.find(({ id }) => id === wish.guildId) ?? null;
  const columns = personalTables();
  return {
    person,
    asOfMs: wish.nowMs,
    guilds,
    guild,
    parts: tables.map((table) => partOf(table, columns.get(table.table) ?? [], guild?.id ?? null, nameOf)),
  };
}

function guildsOf(row: HeldRow): string[] {
  return row.guild_id === null || row.guild_id === undefined ? [] : [String(row.guild_id)];
}

function partOf(
  { table, rows }: HeldTable,
  columns: readonly PlacedColumn[],
  guildId: string | null,
  nameOf: (id: string) => string | null,
): HeldPart {
  const own = guildId === null ? rows : rows.filter((row) => ['0', guildId].includes(guildsOf(row)[0] ?? ''));
  const named = new Set(columns.filter((one) => one.export === 'named').map(({ column }) => column));
  const shown = columns
    .map(({ column }) => column)
    .filter((column) => !unsaid.has(column) && own.some((row) => row[column] !== null && row[column] !== undefined));
  const cells = own
    .map((row) =>
      shown.map((column) =>
        named.has(column)
          ? ({ is: row[column] === true ? 'withheld' : 'none' } as const)
          : describeCell(row, column, nameOf),
      ),
    )
    .sort((a, b) => instantOf(b) - instantOf(a));
  return {
    table,
    subject: subjectOf[table] ?? 'other',
    about: registry[table]?.about ?? table,
    sources: unique(columns, ({ source }) => source),
    purposes: [...new Set(columns.flatMap(purposesOf))].map((purpose) => ({ purpose, basis: basisOf[purpose] })),
    retention: unique(columns, ({ retention }) => retention),
    recipients: recipients[table] ?? 'operators',
    erase: unique(columns, ({ erase }) => erase),
    total: own.length,
    columns: shown,
    rows: cells.slice(0, LISTED),
  };
}

function unique<T>(columns: readonly PlacedColumn[], of: (column: PlacedColumn) => T): T[] {
  return [...new Set(columns.map(of))];
}
