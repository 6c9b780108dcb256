import type pg from 'pg';

export const begin = (client: pg.ClientBase) => client.query('BEGIN');
