import { sweepKnowledge } from '#core/knowledge/sweep-knowledge.server.ts';
import type { Job } from './job.ts';

export const sweepKnowledgeJob: Job = {
  name: 'sweep-knowledge',
  schedule: '9,39 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const rows = await sweepKnowledge({ db, clock });
    if (rows > 0) log.info({ rows }, 'versions, deleted nodes and old questions without an answer were deleted');
  },
};
