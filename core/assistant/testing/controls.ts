import { catalogControl, type NegativeControl } from '#core/platform/testing/negative-control.ts';
import { assistantHolder } from '../personal-data.server.ts';
import { assistantProbes } from '../promises.server.ts';

/** Lets rows of a table go as if they had been written. */
const losing = (table: string) =>
  `CREATE FUNCTION lose_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
   CREATE TRIGGER lose BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION lose_row()`;

/** Lets rows of a table stay as if they had been deleted. */
const keeping = (table: string) =>
  `CREATE FUNCTION keep_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
   CREATE TRIGGER keep BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION keep_row()`;

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
  catalogControl('P17', 'what takes along the answers that staff look at', keeping('ai_sample')),
  catalogControl('A22', 'the list of what models may read', 'GRANT SELECT (username) ON account TO procord_model'),
  catalogControl('A22', 'the refusal to write', 'GRANT UPDATE (title) ON knowledge_node TO procord_model'),
  catalogControl('A62', 'the refusal to set something', 'GRANT DELETE ON digest TO procord_model'),
  catalogControl('A02', 'the refusal to decide something', 'GRANT INSERT ON premium_grant TO procord_model'),
  catalogControl(
    'A56',
    'the trigger that keeps proposals open',
    'DROP TRIGGER assistant_proposal_open ON assistant_proposal',
  ),
  catalogControl(
    'A18',
    'the refusal of words without a mark',
    'ALTER TABLE assistant_turn DROP CONSTRAINT assistant_turn_marked',
  ),
  ...['A18', 'A54', 'A55'].map(
    (promise): NegativeControl => ({
      ...{ promise, off: 'the words that say so', seen: 'broken' },
      cripple: async (stage) => assistantProbes({ ...stage, say: () => '' }).find((probe) => probe.promise === promise),
    }),
  ),
  {
    ...{ promise: 'P38', off: 'the account that keeps conversations', seen: 'broken' },
    cripple: async (stage) =>
      assistantProbes({
        ...stage,
        async sweep({ db }) {
          const old = `DELETE FROM assistant_thread WHERE changed_at < now() - interval '180 days'`;
          return (await db.for('use-model').pool.query(old)).rowCount ?? 0;
        },
      }).find(({ promise }) => promise === 'P38'),
  },
  catalogControl('P38', 'the end that somebody chose', keeping('assistant_thread')),
  {
    ...{ promise: 'A45', off: 'the erasure of what models were asked', seen: 'broken' },
    cripple: async (stage) =>
      assistantProbes({ ...stage, holders: [assistantHolder] }).find(({ promise }) => promise === 'A45'),
  },
  catalogControl('A45', 'the deletion of answers that staff look at', keeping('ai_sample')),
  {
    ...{ promise: 'A55', off: 'the look at what a question is about', seen: 'broken' },
    cripple: async (stage) => assistantProbes({ ...stage, topics: () => [] }).find(({ promise }) => promise === 'A55'),
  },
];
