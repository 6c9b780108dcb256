import { watchReviews } from '#core/ai/watch-reviews.server.ts';
import type { Job } from './job.ts';

/** Answers of a model that staff have not looked at in time raise an alert. */
export const watchReviewsJob: Job = {
  name: 'watch-reviews',
  schedule: '33 * * * *',
  atStart: false,
  async run({ db, clock }) {
    await watchReviews({ db, clock });
  },
};
