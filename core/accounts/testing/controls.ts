import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';

export const controls: readonly NegativeControl[] = [
  catalogControl('P01', 'the list of what an account consists of', 'ALTER TABLE account ADD COLUMN phone TEXT'),
  catalogControl(
    'P32',
    'signing in through Discord alone',
    'CREATE TABLE login (account_id BIGINT, password_hash BYTEA)',
  ),
];
