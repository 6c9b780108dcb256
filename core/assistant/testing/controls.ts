import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';
import { assistantProbes } from '../promises.server.ts';

/** Lets rows of a table go as if they had been written. */
const losing = (table: string) =>
  `CREATE FUNCTION lose_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
   CREATE TRIGGER lose BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION lose_row()`;

export const controls: readonly NegativeControl[] = [
  catalogControl('P03', 'the table of what was asked and answered', losing('assistant_turn')),
  catalogControl(
    'P03',
    'the keeping of answers',
    `CREATE FUNCTION no_answer() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.answer = ''''; RETURN NEW; END';
     CREATE TRIGGER answerless BEFORE UPDATE ON assistant_turn FOR EACH ROW EXECUTE FUNCTION no_answer()`,
  ),
  {
    ...{ promise: 'P16', off: 'the telling of what was said before', seen: 'broken' },
    cripple: async (stage) => assistantProbes({ ...stage, prompt: () => [] }).find(({ promise }) => promise === 'P16'),
  },
  catalogControl('P16', 'the keeping of what was said before', losing('assistant_turn')),
  {
    ...{ promise: 'P17', off: 'the deletion', seen: 'broken' },
    cripple: async (stage) =>
      assistantProbes({ ...stage, remove: async () => 1 }).find(({ promise }) => promise === 'P17'),
  },
  catalogControl(
    'P17',
    'what takes proposals along with their answer',
    'ALTER TABLE assistant_proposal DROP CONSTRAINT assistant_proposal_turn_id_person_id_guild_id_fkey',
  ),
  catalogControl(
    'P17',
    'what takes along the answers that staff look at',
    `CREATE FUNCTION keep_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     CREATE TRIGGER keep BEFORE DELETE ON ai_sample FOR EACH ROW EXECUTE FUNCTION keep_row()`,
  ),
  catalogControl('A22', 'the list of what models may read', 'GRANT SELECT (username) ON account TO procord_model'),
  catalogControl('A22', 'the refusal to write', 'GRANT UPDATE (title) ON knowledge_node TO procord_model'),
  catalogControl('A62', 'the refusal to set something', 'GRANT DELETE ON digest TO procord_model'),
  catalogControl('A02', 'the refusal to decide something', 'GRANT INSERT ON premium_grant TO procord_model'),
  catalogControl(
    'A56',
    'the trigger that keeps proposals open',
    'DROP TRIGGER assistant_proposal_open ON assistant_proposal',
  ),
];
