import type { NegativeControl, Stage } from '#core/platform/testing/negative-control.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { closeIncident } from '../close-incident.server.ts';
import { openIncident } from '../open-incident.server.ts';
import { postVersions } from '../post-versions.server.ts';
import { policyProbes } from '../promises.server.ts';
import { type IncidentSubject, incidentSteps, type PolicyVersion } from '../schema.ts';
import { tellOfIncident } from '../tell-of-incident.server.ts';
import { versions, versionsOf } from '../versions.ts';
import { writePolicy } from '../write-policy.server.ts';

const post = async (stage: Stage) => void (await postVersions(stage));
const probeOf = (deps: Parameters<typeof policyProbes>[0], promise: string) =>
  policyProbes(deps).find((probe) => probe.promise === promise);

const staffId = '900000000000000001';

/** Something is noticed. @returns its id */
const notice = (stage: Stage, about: IncidentSubject = 'data') =>
  openIncident(stage, {
    noticedAt: new Date(stage.clock.now()),
    drill: true,
    about,
    words: 'A copy of a list lay open.',
    staffId,
  });

/** It runs as it should: everybody is told, then it is over. */
async function runIncident(stage: Stage, about: IncidentSubject = 'data'): Promise<void> {
  const incidentId = await notice(stage, about);
  for (const audience of incidentSteps[about])
    await tellOfIncident(stage, { incidentId, audience, evidence: 'A letter.', staffId });
  await closeIncident(stage, { incidentId, lessons: 'Lists are sealed.', staffId });
}

/** A version of the AI policy that takes effect in a fortnight. */
function nextAi({ clock }: Stage): PolicyVersion {
  const newest = versionsOf('ai').at(-1);
  if (!newest) throw new Error('there is no version');
  const day = (inDays: number) => new Date(clock.now() + inDays * 86_400_000).toISOString().slice(0, 10);
  return { ...newest, number: newest.number + 1, date: day(1), effective: day(15), summary: 'Another use of a model.' };
}

export const controls: readonly NegativeControl[] = [
  {
    promise: 'P36',
    off: 'the words about what no security can do',
    seen: 'broken',
    async cripple(stage) {
      const write: typeof writePolicy = (...asked) => {
        const written = writePolicy(...asked);
        const sections = written.document.sections.map((one) => (one.id === 'security' ? { ...one, blocks: [] } : one));
        return { ...written, document: { ...written.document, sections } };
      };
      return probeOf({ ...stage, sources: policySources(), write }, 'P36');
    },
  },
  {
    promise: 'A03',
    off: 'the table of who decides',
    seen: 'broken',
    async cripple(stage) {
      const write: typeof writePolicy = (...asked) => {
        const written = writePolicy(...asked);
        const sections = written.document.sections.filter(({ id }) => id !== 'decisions');
        return { ...written, document: { ...written.document, sections } };
      };
      return probeOf({ ...stage, sources: policySources(), write }, 'A03');
    },
  },
  {
    promise: 'A67',
    off: 'the version that a changed use asks for',
    seen: 'broken',
    async cripple(stage) {
      const use = {
        name: 'assistant',
        fields: ['history'],
        optOut: ['guild'],
        since: '2026-11-23',
        rules: [],
      } as const;
      return probeOf({ ...stage, sources: { ...policySources(), uses: [use] } }, 'A67');
    },
  },
  {
    promise: 'P51',
    off: 'the version that a changed register asks for',
    seen: 'broken',
    before: post,
    async cripple(stage) {
      const { purposes, ...sources } = policySources();
      return probeOf({ ...stage, sources: { ...sources, purposes: purposes.slice(1) } }, 'P51');
    },
  },
  {
    promise: 'P51',
    off: 'the posting of versions',
    seen: 'broken',
    before: post,
    async cripple({ db }) {
      await db.pool.query('ALTER TABLE policy_posting DISABLE TRIGGER ALL');
      await db.pool.query('DELETE FROM policy_posting');
      return undefined;
    },
  },
  {
    promise: 'P52',
    off: 'the record of postings that nobody changes',
    seen: 'broken',
    before: post,
    async cripple({ db }) {
      await db.pool.query('ALTER TABLE policy_posting DISABLE TRIGGER ALL');
      await db.pool.query('UPDATE policy_posting SET dated = dated - 1');
      return undefined;
    },
  },
  {
    promise: 'A74',
    off: 'the plan of what has to be done',
    seen: 'broken',
    before: (stage) => runIncident(stage, 'ai'),
    async cripple(stage) {
      await stage.db.pool.query('ALTER TABLE incident DISABLE TRIGGER incident_plan');
      await notice(stage, 'ai');
      return undefined;
    },
  },
  {
    promise: 'A74',
    off: 'the people who stop it',
    seen: 'broken',
    before: (stage) => runIncident(stage, 'ai'),
    async cripple(stage) {
      await notice(stage, 'ai');
      stage.clock.move(24 * 3_600_000 + 1);
      return undefined;
    },
  },
  {
    promise: 'X02',
    off: 'the plan of who has to be told',
    seen: 'broken',
    before: (stage) => runIncident(stage),
    async cripple(stage) {
      await stage.db.pool.query('ALTER TABLE incident DISABLE TRIGGER incident_plan');
      await notice(stage);
      return undefined;
    },
  },
  {
    promise: 'X02',
    off: 'the rule that an incident stays open until everybody was told',
    seen: 'broken',
    before: (stage) => runIncident(stage),
    async cripple(stage) {
      await stage.db.pool.query('ALTER TABLE incident DISABLE TRIGGER incident_told');
      const id = await notice(stage);
      await stage.db.pool.query('UPDATE incident SET closed_at = opened_at WHERE id = $1', [id]);
      return undefined;
    },
  },
  {
    promise: 'X02',
    off: 'the people who tell',
    seen: 'broken',
    before: (stage) => runIncident(stage),
    async cripple(stage) {
      await notice(stage);
      stage.clock.move(72 * 3_600_000 + 1);
      return undefined;
    },
  },
  {
    ...{ promise: 'A68', off: 'the planning of notices', seen: 'broken' },
    async before(stage) {
      await post(stage);
      const createdAt = new Date(stage.clock.now() - 86_400_000);
      await stage.db.prisma.account.create({ data: { id: 1n, username: 'somebody', createdAt } });
    },
    async cripple(stage) {
      await stage.db.pool.query(
        `CREATE FUNCTION lose_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
         CREATE TRIGGER lose BEFORE INSERT ON notice_delivery FOR EACH ROW EXECUTE FUNCTION lose_row()`,
      );
      await postVersions(stage, [nextAi(stage)]);
      return undefined;
    },
  },
  {
    ...{ promise: 'A68', off: 'the wait of a use for its version', seen: 'broken' },
    async cripple(stage) {
      const sources = policySources();
      const next = nextAi(stage);
      const uses = sources.uses.map((use) => ({ ...use, since: next.date }));
      return probeOf({ ...stage, sources: { ...sources, uses }, all: [...versions, next] }, 'A68');
    },
  },
];
