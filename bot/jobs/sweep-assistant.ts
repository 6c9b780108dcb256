import { sweepThreads } from '#core/assistant/sweep-threads.server.ts';
import type { Job } from './job.ts';

export const sweepAssistantJob: Job = {
  name: 'sweep-assistant',
  schedule: '14,44 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const threads = await sweepThreads({ db, clock });
    if (threads > 0) log.info({ threads }, 'conversations with the assistant that had come to their end were deleted');
  },
};
