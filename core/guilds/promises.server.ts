import type { APIGuild, APIGuildMember } from 'discord-api-types/v10';
import type pg from 'pg';
import { isAppError } from '#core/platform/app-error.ts';
import type { Clock } from '#core/platform/clock.ts';
import { type Asked, type Database, within } from '#core/platform/db.server.ts';
import { keptUnless, type Probe } from '#core/platform/evidence.ts';
import { checkGuildRight, READ_AGE_MS } from './check-guild-right.server.ts';
import type { GuildReader } from './guild-reader.server.ts';
import { lookAtStructure } from './internal/look-at-structure.server.ts';
import { noteStructureRead } from './note-structure-read.server.ts';
import { ADMINISTRATOR, MANAGE_GUILD } from './rules.ts';

const GUILD = '100000000000000001';
const [OWNER, PERSON] = ['100000000000000002', '100000000000000003'];
const role = (id: string, permissions: bigint) => ({ id, permissions: String(permissions) });

/** Kinds of people as Discord tells of them, and whether they may see a guild's statistics. */
const kinds: Readonly<Record<string, { id: string; roles: string[] | null; may: boolean }>> = {
  owner: { id: OWNER ?? '', roles: [], may: true },
  administrator: { id: PERSON ?? '', roles: ['11'], may: true },
  manager: { id: PERSON ?? '', roles: ['12'], may: true },
  'former manager': { id: PERSON ?? '', roles: ['13'], may: false },
  member: { id: PERSON ?? '', roles: [], may: false },
  'somebody who left': { id: PERSON ?? '', roles: null, may: false },
};

/**
 * Probes of what is promised about reading a guild and about who sees it. The check that guards every page of a guild is asked about each kind of
 * people, with Discord's answers made up; and the ledger of staff is searched for a look without an access.
 * @param check what guards the pages
 * @param note what goes before each question to Discord
 */
export function guildProbes(
  { db, clock }: { db: Database; clock: Clock },
  check = checkGuildRight,
  note = noteStructureRead,
): Probe[] {
  return [
    { promise: 'P08', look: () => lookAtStructure({ db, clock }, note) },
    {
      promise: 'P29',
      async look() {
        const found: string[] = [];
        for (const [kind, { id, roles, may }] of Object.entries(kinds)) {
          const seen = await check(withAnswers(roles), { guildId: GUILD, accountId: id }, READ_AGE_MS).then(
            () => true,
            (error: unknown) => {
              if (isAppError(error) && error.status < 500) return false;
              throw error;
            },
          );
          if (seen !== may) found.push(may ? `${kind}: refused` : `${kind}: let in`);
        }
        const { rows } = await db.for('accountability').pool.query<{ looks: number; outside: number }>(
          `SELECT coalesce(sum(v.views), 0)::int AS looks, count(*) FILTER (WHERE a.id IS NULL)::int AS outside
             FROM staff_view v LEFT JOIN staff_access a
               ON a.id = v.access_id AND a.guild_id = v.guild_id AND v.first_at >= a.opened_at
              AND v.last_at <= coalesce(a.closed_at, a.ends_at)
            WHERE v.guild_id IS NOT NULL`,
        );
        const { looks = 0, outside = 0 } = rows[0] ?? {};
        if (outside > 0) found.push('staff outside of an access');
        return keptUnless(found, { asked: Object.keys(kinds), staffViews: looks });
      },
    },
  ];
}

/** A guild that is here, and Discord's word about one person in it; null for nobody of it. */
function withAnswers(roles: string[] | null): { db: Asked; reader: GuildReader } {
  const guild = {
    id: GUILD,
    name: 'canary',
    owner_id: OWNER,
    roles: [role(GUILD, 0n), role('11', ADMINISTRATOR), role('12', MANAGE_GUILD), role('13', 0n)],
  } as unknown as APIGuild;
  const query = async () => ({ rows: [{ time_zone: 'UTC' }] });
  const reader: Pick<GuildReader, 'guild' | 'member'> = {
    guild: async () => guild,
    member: async () => (roles === null ? null : ({ roles } as APIGuildMember)),
  };
  return { db: within({ pool: { query } as unknown as pg.ClientBase }), reader: reader as GuildReader };
}
