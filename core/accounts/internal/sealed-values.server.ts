import { emailContext } from './sealed-email.server.ts';
import { contextOf } from './sealed-tokens.server.ts';

/** A column whose values are sealed, one by one. */
export interface SealedColumn {
  table: string;
  /** SQL of the bytes that find the row. */
  key: string;
  column: string;
  /** What a value is bound to, by the key of its row. */
  context(key: Buffer): string;
}

/** Every sealed column of this room. Whatever is sealed stands here, or it is neither watched nor sealed anew. */
export const sealedColumnsOfRoom: readonly SealedColumn[] = [
  {
    table: 'public.session',
    key: 'id_hash',
    column: 'access_token_sealed',
    context: (idHash) => contextOf(idHash, 'access'),
  },
  {
    table: 'public.session',
    key: 'id_hash',
    column: 'refresh_token_sealed',
    context: (idHash) => contextOf(idHash, 'refresh'),
  },
  {
    table: 'public.account',
    key: 'int8send(id)',
    column: 'email_sealed',
    context: (id) => emailContext(id.readBigInt64BE().toString()),
  },
];
