import { postVersions } from '#core/policies/post-versions.server.ts';
import type { Job } from './job.ts';

/** Also for those who made an account since: everybody is told before a version holds. */
export const postPoliciesJob: Job = {
  name: 'post-policies',
  schedule: '*/10 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const { posted, planned } = await postVersions({ db, clock });
    if (posted > 0 || planned > 0) log.info({ posted, planned }, 'versions of the policies were posted');
  },
};
