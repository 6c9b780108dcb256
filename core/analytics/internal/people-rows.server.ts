import type pg from 'pg';
import type { PersonScope } from '#core/platform/personal-data.server.ts';
import { byteaArray, int4Array, int8Array } from './binary-array.server.ts';
import { copyRows } from './copy-rows.server.ts';
import { ID_BYTES, type People, withoutPerson } from './people.ts';
import { type GuildHours, int4List, int8List } from './read-cells.server.ts';
import { notRestricted, readRestricted } from './restricted.server.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/**
 * Held, shared, by whoever makes lists of people, and alone by whoever takes somebody out of them: a list that is being
 * made must not bring back a person whose rows it has read before they were erased.
 */
const PEOPLE_LOCK = 72_707_396;

export async function lockPeople(client: Client, how: 'shared' | 'alone'): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock${how === 'shared' ? '_shared' : ''}($1)`, [PEOPLE_LOCK]);
}

/** Makes the partitions for lists of [fromHour, toHour). Apart from the transaction that writes them: it locks the parent. */
export async function ensurePeople(client: Client, fromHour: number, toHour: number): Promise<void> {
  await client.query('SELECT analytics.ensure_people(day) FROM generate_series($1::int4, $2::int4) AS day', [
    Math.floor(fromHour / 24),
    Math.floor((toHour - 1) / 24),
  ]);
}

/**
 * Reads the lists of guilds that lie within their hours, without people of whom nothing may be used.
 * @param onGuild called once for each guild that has any. Its lists are good until it returns.
 */
export async function readPeople(
  client: Client,
  guilds: readonly GuildHours[],
  onGuild: (guildId: string, lists: People[]) => void,
): Promise<void> {
  if (guilds.length === 0) return;
  const restricted = await readRestricted(
    client,
    guilds.map(({ guildId }) => guildId),
  );
  const hidden = new Map([...restricted].map(([guildId, people]) => [guildId, people.map(bytesOf)]));
  const firstDay = Math.floor(Math.min(...guilds.map((one) => one.fromHour)) / 24);
  const lastDay = Math.floor((Math.max(...guilds.map((one) => one.toHour)) - 1) / 24);
  let current: string | null = null;
  let lists: People[] = [];
  const shelf = new Shelf();
  const tell = () => {
    if (current !== null) onGuild(current, lists);
    shelf.clear();
  };
  await copyRows(
    client,
    `SELECT p.guild_id, p.from_hour, p.to_hour, p.user_ids, p.counts
       FROM unnest(${int8List(guilds.map((one) => one.guildId))}, ${int4List(guilds.map((one) => one.fromHour))},
                   ${int4List(guilds.map((one) => one.toHour))}) AS g(id, from_hour, to_hour)
       JOIN analytics.person_day p ON p.guild_id = g.id AND p.day BETWEEN ${firstDay} AND ${lastDay}
        AND p.from_hour >= g.from_hour AND p.to_hour <= g.to_hour ORDER BY 1, 2`,
    ([id, fromHour, toHour, userIds, counts]) => {
      const guildId = id?.readBigInt64BE().toString() ?? '';
      if (guildId !== current) {
        tell();
        [current, lists] = [guildId, []];
      }
      if (!fromHour || !toHour || !userIds || !counts) return;
      const list = (hidden.get(guildId) ?? []).reduce((all, id) => withoutPerson(all, id) ?? all, { userIds, counts });
      lists.push({
        fromHour: fromHour.readInt32BE(),
        toHour: toHour.readInt32BE(),
        userIds: shelf.copyOf(list.userIds),
        counts: shelf.copyOf(list.counts),
      });
    },
  );
  tell();
}

/** Room for copies that go together: to give each its own takes longer than to read them. */
class Shelf {
  #bytes = Buffer.allocUnsafe(1 << 20);
  #used = 0;

  copyOf(bytes: Buffer): Buffer {
    if (this.#used + bytes.length > this.#bytes.length) {
      // Copies that were handed out keep the room they are in.
      this.#bytes = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, bytes.length));
      this.#used = 0;
    }
    const copy = this.#bytes.subarray(this.#used, this.#used + bytes.length);
    bytes.copy(copy);
    this.#used += bytes.length;
    return copy;
  }

  clear(): void {
    this.#used = 0;
  }
}

/** Deletes the lists that share an hour with these: of another cut, they would count it twice. */
export async function deletePeopleRows(client: Client, rows: readonly GuildHours[]): Promise<void> {
  if (rows.length === 0) return;
  const firstDay = Math.floor(Math.min(...rows.map((row) => row.fromHour)) / 24);
  const lastDay = Math.floor((Math.max(...rows.map((row) => row.toHour)) - 1) / 24);
  // Partitions of other days are not planned for where the days stand in the statement by themselves.
  await client.query(
    `DELETE FROM analytics.person_day p USING unnest($1::int8[], $2::int4[], $3::int4[]) AS d(guild_id, from_hour, to_hour)
      WHERE p.guild_id = d.guild_id AND p.day BETWEEN d.from_hour / 24 AND (d.to_hour - 1) / 24
        AND p.from_hour < d.to_hour AND p.to_hour > d.from_hour AND p.day BETWEEN $4 AND $5`,
    [...hoursOf(rows), firstDay, lastDay],
  );
}

/** Writes lists in place of those that there are of these hours. Each lies in one UTC day. */
export async function writePeopleRows(client: Client, rows: readonly (People & GuildHours)[]): Promise<void> {
  if (rows.length === 0) return;
  await deletePeopleRows(client, rows);
  await client.query(
    `INSERT INTO analytics.person_day (guild_id, day, from_hour, to_hour, user_ids, counts)
     SELECT guild_id, from_hour / 24, from_hour, to_hour, user_ids, counts
       FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::bytea[], $5::bytea[])
            AS made(guild_id, from_hour, to_hour, user_ids, counts) ORDER BY 1, 2, 3`,
    [...hoursOf(rows), byteaArray(rows.map((row) => row.userIds)), byteaArray(rows.map((row) => row.counts))],
  );
}

function hoursOf(rows: readonly GuildHours[]): Buffer[] {
  return [
    int8Array(rows.map((row) => row.guildId)),
    int4Array(rows.map((row) => row.fromHour)),
    int4Array(rows.map((row) => row.toHour)),
  ];
}

/**
 * Who first joined a guild in the weeks that end with a day, as ids of 8 bytes in ascending order.
 * @returns by guild/day
 */
export async function readJoined(
  client: Client,
  asked: readonly { guildId: string; day: number; sinceHour: number }[],
): Promise<Map<string, Buffer>> {
  const joined = new Map<string, Buffer>();
  if (asked.length === 0) return joined;
  await copyRows(
    client,
    `SELECT a.guild_id, a.day, string_agg(int8send(m.user_id), '' ORDER BY m.user_id)
       FROM unnest(${int8List(asked.map((one) => one.guildId))}, ${int4List(asked.map((one) => one.day))},
                   ${int4List(asked.map((one) => one.sinceHour))}) AS a(guild_id, day, since_hour)
       JOIN analytics.membership m ON m.guild_id = a.guild_id AND m.first_joined_ms >= a.since_hour * 3600000::int8
        AND ${notRestricted({ person: 'm.user_id', guild: 'm.guild_id' })}
      GROUP BY 1, 2`,
    ([guildId, day, ids]) => {
      if (guildId && day && ids) joined.set(`${guildId.readBigInt64BE()}/${day.readInt32BE()}`, Buffer.from(ids));
    },
  );
  return joined;
}

function bytesOf(id: string): Buffer {
  const bytes = Buffer.alloc(ID_BYTES);
  bytes.writeBigInt64BE(BigInt(id));
  return bytes;
}

/** Takes a person out of every list. Searched by the bytes of the id: they may also stand across two others. @returns of how many */
export async function cutOutOfPeople(client: Client, { personId, guildId }: PersonScope): Promise<number> {
  const { rows } = await client.query<{
    guild_id: string;
    day: number;
    from_hour: number;
    user_ids: Buffer;
    counts: Buffer;
  }>(
    `SELECT guild_id, day, from_hour, user_ids, counts FROM analytics.person_day
      WHERE position(int8send($1::int8) IN user_ids) > 0 AND ($2::int8 IS NULL OR guild_id = $2) FOR UPDATE`,
    [personId, guildId],
  );
  const id = bytesOf(personId);
  const cut = rows.flatMap((row) => {
    const left = withoutPerson({ userIds: row.user_ids, counts: row.counts }, id);
    return left ? [{ ...row, ...left }] : [];
  });
  await client.query(
    `UPDATE analytics.person_day p SET user_ids = cut.user_ids, counts = cut.counts
       FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::bytea[], $5::bytea[]) AS cut(guild_id, day, from_hour, user_ids, counts)
      WHERE p.guild_id = cut.guild_id AND p.day = cut.day AND p.from_hour = cut.from_hour`,
    [
      int8Array(cut.map((row) => row.guild_id)),
      int4Array(cut.map((row) => row.day)),
      int4Array(cut.map((row) => row.from_hour)),
      byteaArray(cut.map((row) => row.userIds)),
      byteaArray(cut.map((row) => row.counts)),
    ],
  );
  return cut.length;
}
