import pg from 'pg';
import { AppError } from './app-error.ts';
import { columnsOf, mayDo, mayWrite, ownerFunctions, privileges, type Role, reach, roles, schemas } from './roles.ts';

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
    // Later: what is taken of a whole table is taken of its columns.
    for (const role of roles)
      for (const statement of [
        ...(await listColumnDifferences(client, role)),
        ...(await listFunctionDifferences(client, role)),
      ])
        await client.query(statement);
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
        if (mayWrite(role)) statements.push(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
        if (tables === 'every table')
          statements.push(
            `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${privileges.join(', ')} ON TABLES TO ${role}`,
          );
      }
  return statements;
}

/** Functions that run as the owner of the database, whoever calls them: nobody does who is not listed. */
async function listFunctionDifferences(client: pg.Client, role: Role): Promise<string[]> {
  const { rows } = await client.query<{ signature: string; name: string; held: boolean }>(
    `SELECT p.oid::regprocedure::text AS signature, n.nspname || '.' || p.proname AS name,
            has_function_privilege($2, p.oid, 'EXECUTE') AS held
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = ANY($1) AND p.prosecdef AND p.prorettype <> 'trigger'::regtype`,
    [schemas, role],
  );
  return rows.flatMap(({ signature, name, held }) => {
    const wanted = ownerFunctions[role].includes(name);
    if (wanted === held) return [];
    return wanted
      ? [`GRANT EXECUTE ON FUNCTION ${signature} TO ${role}`]
      : [`REVOKE EXECUTE ON FUNCTION ${signature} FROM PUBLIC, ${role}`];
  });
}

interface ColumnGrant {
  schema: string;
  name: string;
  column: string;
  privilege: string;
}

/** The same of columns: those of whole tables have no grant of their own. */
async function listColumnDifferences(client: pg.Client, role: Role): Promise<string[]> {
  const { rows } = await client.query<ColumnGrant>(
    `SELECT n.nspname AS schema, c.relname AS name, a.attname AS column, g.privilege_type AS privilege
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
            LATERAL aclexplode(a.attacl) AS g
      WHERE n.nspname = ANY($1) AND g.grantee = (SELECT oid FROM pg_roles WHERE rolname = $2)`,
    [schemas, role],
  );
  const keyOf = ({ schema, name, column }: Omit<ColumnGrant, 'privilege'>) => `${schema}.${name}.${column}`;
  const wanted = columnsOf(role);
  const held = new Set(rows.filter(({ privilege }) => privilege === 'SELECT').map(keyOf));
  const on = ({ schema, name, column }: Omit<ColumnGrant, 'privilege'>, privilege: string) =>
    `${privilege} (${pg.escapeIdentifier(column)}) ON ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
  return [
    ...rows
      .filter((row) => row.privilege !== 'SELECT' || !wanted.has(keyOf(row)))
      .map((row) => `REVOKE ${on(row, row.privilege)} FROM ${role}`),
    ...[...wanted]
      .filter((key) => !held.has(key))
      .map((key) => {
        const [schema = '', name = '', column = ''] = key.split('.');
        return `GRANT ${on({ schema, name, column }, 'SELECT')} TO ${role}`;
      }),
  ];
}
