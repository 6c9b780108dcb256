import type { NegativeControl, Stage } from '#core/platform/testing/negative-control.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { postVersions } from '../post-versions.server.ts';
import { policyProbes } from '../promises.server.ts';
import { writePolicy } from '../write-policy.server.ts';

const post = async (stage: Stage) => void (await postVersions(stage));
const probeOf = (deps: Parameters<typeof policyProbes>[0], promise: string) =>
  policyProbes(deps).find((probe) => probe.promise === promise);

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
];
