import { signHeads } from '#core/audit/sign-heads.server.ts';
import { createSigner } from '#core/platform/signing.server.ts';
import { writeDay } from '#core/policies/write-day.server.ts';
import type { Job } from './job.ts';

/** Tried each hour: a day that was missed at midnight is signed with the next one. */
export function signDayJob(secrets: readonly string[]): Job {
  const signer = createSigner(secrets);
  return {
    name: 'sign-day',
    schedule: '7 * * * *',
    atStart: false,
    // What was just started has not been looked at yet.
    afterUptimeMs: 60_000,
    async run({ db, clock, log }) {
      if (!(await writeDay({ db, clock, signer }))) return;
      await signHeads({ db, clock, signer });
      log.info('the state of every promise was signed');
    },
  };
}
