export const value = (db: { pool: { query(sql: string): unknown } }) => db.pool.query('SELECT 1');
