import pg from 'pg';
import { AppError } from './app-error.ts';
import { mayDo, privileges, reach, roles, schemas } from './roles.ts';

interface Grant {
  schema: string;
  name: string;
  /** Of the roles in their order, then of the privileges in theirs. */
  held: boolean[];
}

/** Roles belong to the whole server: two databases of one server may be prepared at the same instant. */
const MADE_BY_ANOTHER = ['42710', '23505', 'XX000'];

/**
 * Makes the roles that processes speak as, and their grants equal to the list in `roles.ts`: what is missing is granted,
 * what is too much is taken away. Where all is as listed, nothing is written.
 * @throws AppError 'misconfigured' where the user of DATABASE_URL may not make roles and nobody has made them
 */
export async function keepRoles(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const role of roles) await makeRole(client, role);
    for (const statement of await listDifferences(client)) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function makeRole(client: pg.Client, role: string): Promise<void> {
  const mayBe = async () => {
    const { rows } = await client.query<{ member: boolean }>(
      "SELECT pg_has_role(current_user, oid, 'MEMBER') AS member FROM pg_roles WHERE rolname = $1",
      [role],
    );
    return rows[0]?.member;
  };
  try {
    if ((await mayBe()) === undefined)
      await client.query(`CREATE ROLE ${role} NOLOGIN`).catch((error) => {
        if (!MADE_BY_ANOTHER.includes(error.code)) throw error;
      });
    if (!(await mayBe())) await client.query(`GRANT ${role} TO current_user`);
  } catch (error) {
    throw new AppError(
      'misconfigured',
      `The user of DATABASE_URL may not make the role ${role}: give it CREATEROLE, or have an administrator run ` +
        `CREATE ROLE ${role} NOLOGIN; GRANT ${role} TO (that user).`,
      { cause: error },
    );
  }
}

/** Statements that make the grants what they have to be. */
async function listDifferences(client: pg.Client): Promise<string[]> {
  const asked = roles.flatMap((role) =>
    privileges.map((privilege) => `has_table_privilege('${role}', c.oid, '${privilege}')`),
  );
  const { rows } = await client.query<Grant>(
    `SELECT n.nspname AS schema, c.relname AS name, ARRAY[${asked.join(', ')}] AS held
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1, 2`,
    [schemas],
  );
  const statements: string[] = [];
  for (const { schema, name, held } of rows)
    for (const [at, role] of roles.entries())
      for (const [place, privilege] of privileges.entries()) {
        const has = held[at * privileges.length + place] ?? false;
        const wanted = mayDo(role, schema, name).includes(privilege);
        const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
        if (wanted && !has) statements.push(`GRANT ${privilege} ON ${table} TO ${role}`);
        if (has && !wanted) statements.push(`REVOKE ${privilege} ON ${table} FROM ${role}`);
      }
  // Partitions and sequences of tables come and go: their schema says what becomes of them.
  if (statements.length > 0)
    for (const role of roles)
      for (const [schema, tables] of Object.entries(reach[role])) {
        statements.push(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
        statements.push(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
        if (tables === 'every table')
          statements.push(
            `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${privileges.join(', ')} ON TABLES TO ${role}`,
          );
      }
  return statements;
}
