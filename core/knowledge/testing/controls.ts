import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';

/** Lets rows of a table go as if they had been written. */
const losing = (table: string) =>
  `CREATE FUNCTION lose_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
   CREATE TRIGGER lose BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION lose_row()`;

export const controls: readonly NegativeControl[] = [
  catalogControl('P04', 'the table of entries', 'ALTER TABLE knowledge_node ADD CONSTRAINT shut CHECK (false)'),
  catalogControl('P04', 'the keeping of relations', losing('knowledge_relation')),
  catalogControl('P04', 'the keeping of versions', losing('knowledge_version')),
  catalogControl(
    'P04',
    'the words that are searched',
    `CREATE FUNCTION no_words() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.search = ''''; RETURN NEW; END';
     CREATE TRIGGER wordless BEFORE INSERT OR UPDATE ON knowledge_node FOR EACH ROW EXECUTE FUNCTION no_words()`,
  ),
];
