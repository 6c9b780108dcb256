import { catalogControl, type NegativeControl, type Stage } from '#core/platform/testing/negative-control.ts';
import { ACTIVITY_KEPT_DAYS, dropExpiredPartitions, makePartitions } from '../keep-partitions.server.ts';

const DAY_MS = 86_400_000;

/** A day is counted, and its thirty days pass. */
async function letDayPass({ db, clock }: Stage): Promise<void> {
  await makePartitions(db, clock.now(), 0);
  clock.move((ACTIVITY_KEPT_DAYS + 1) * DAY_MS);
}

export const controls: readonly NegativeControl[] = [
  catalogControl(
    'P28',
    'the wall between what is counted and accounts',
    'CREATE VIEW both_of AS SELECT username FROM account JOIN analytics.membership ON user_id = account.id',
  ),
  {
    promise: 'P39',
    off: 'the sweep of days that are over',
    seen: 'broken',
    async before(stage) {
      await letDayPass(stage);
      await dropExpiredPartitions(stage.db, stage.clock.now(), ACTIVITY_KEPT_DAYS);
    },
    async cripple(stage) {
      await letDayPass(stage);
      return undefined;
    },
  },
  catalogControl(
    'P40',
    'totals without a place for a person',
    'ALTER TABLE analytics.guild_day ADD COLUMN top_user_id BIGINT',
  ),
];
