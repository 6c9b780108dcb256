import { addUpFeedback } from '#core/ai/add-up-feedback.server.ts';
import type { Job } from './job.ts';

export const addUpFeedbackJob: Job = {
  name: 'add-up-feedback',
  schedule: '37 * * * *',
  atStart: true,
  async run({ db, clock, log }) {
    const weeks = await addUpFeedback({ db, clock });
    if (weeks > 0) log.info({ rows: weeks }, 'weeks of what people made of answers were added up');
  },
};
