import pg from 'pg';
export const value = pg;
