import { pruneTokens } from '#core/guilds/prune-tokens.server.ts';
import { pruneRateLimits } from '#core/platform/rate-limit.server.ts';
import type { Job } from './job.ts';

export const pruneTokensJob: Job = {
  name: 'prune-tokens',
  schedule: '7,37 * * * *',
  atStart: false,
  async run({ db, log, clock }) {
    await pruneRateLimits(db, clock.now());
    const tokens = await pruneTokens(db, clock.now());
    if (tokens > 0) log.info({ tokens }, 'API tokens that ended were pruned');
  },
};
