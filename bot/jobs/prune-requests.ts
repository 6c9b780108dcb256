import { pruneRequests } from '#core/privacy/prune-requests.server.ts';
import type { Job } from './job.ts';

/** @param home PROCORD_HOME, where exports lie */
export function pruneRequestsJob(home: string): Job {
  return {
    name: 'prune-requests',
    schedule: '5,35 * * * *',
    atStart: true,
    async run({ db, clock, log }) {
      const { requests, files } = await pruneRequests({ db, clock, home });
      if (requests + files > 0) log.info({ requests, files }, 'answered requests forgotten, expired exports deleted');
    },
  };
}
