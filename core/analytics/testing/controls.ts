import { hourOf } from '#core/platform/snowflake.ts';
import { catalogControl, type NegativeControl, type Stage } from '#core/platform/testing/negative-control.ts';
import { ACTIVITY_KEPT_DAYS, dropExpiredPartitions, makePartitions } from '../keep-partitions.server.ts';
import { loadCounts } from '../load-counts.server.ts';
import { countsOf } from './cells.ts';
import { putMessages, putVoice } from './put-cells.ts';

const DAY_MS = 86_400_000;

/** A day is counted, and its thirty days pass. */
async function letDayPass({ db, clock }: Stage): Promise<void> {
  await makePartitions(db, clock.now(), 0);
  clock.move((ACTIVITY_KEPT_DAYS + 1) * DAY_MS);
}

/** Somebody is in voice for a whole hour. */
async function putHourInVoice({ db, clock }: Stage): Promise<void> {
  await putVoice(db, [[1, 1, 1, Math.floor(clock.now() / 3_600_000) - 1, 3_600_000, 0, 0, 0]]);
}

export const controls: readonly NegativeControl[] = [
  catalogControl(
    'P28',
    'the wall between what is counted and accounts',
    'CREATE VIEW both_of AS SELECT username FROM account JOIN analytics.membership ON user_id = account.id',
  ),
  catalogControl(
    'X03',
    'the ledger of what was not observed',
    'CREATE RULE forget AS ON INSERT TO analytics.coverage_gap DO INSTEAD NOTHING',
  ),
  catalogControl('P30', 'the role that counts, kept from accounts', 'GRANT SELECT ON account TO procord_analytics'),
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
  {
    promise: 'P24',
    off: 'counting each moment once',
    seen: 'broken',
    before: putHourInVoice,
    async cripple(stage) {
      await putHourInVoice(stage);
      return undefined;
    },
  },
  {
    promise: 'P25',
    off: 'leaving out groups of fewer than ten',
    seen: 'broken',
    async cripple({ db }) {
      await db.pool.query('INSERT INTO analytics.retention_week (guild_id, week, joined) VALUES (1, 20000, 9)');
      return undefined;
    },
  },
  {
    promise: 'P26',
    off: 'making totals again after rows came late',
    seen: 'broken',
    async cripple({ db, clock }) {
      const day = Math.floor(clock.now() / DAY_MS) - 5;
      await putMessages(db, [[1, 1, 1, day * 24, 1]]);
      const counts = {
        messages: 0,
        active_ms: 0,
        muted_ms: 0,
        deafened_ms: 0,
        alone_ms: 0,
        posters: 0,
        voice_users: 0,
      };
      const left = { left_first_day: 0, left_first_week: 0, left_first_month: 0, left_later: 0, left_unknown: 0 };
      const row = { ...counts, ...left, active: 0, joins: 0, observed_messages: 1, observed_voice: 1 };
      const columns = Object.keys(row).join(', ');
      await db.pool.query(
        `INSERT INTO analytics.guild_day (guild_id, day, time_zone, ${columns}) VALUES (1, $1, 'UTC', ${Object.values(row).join(', ')})`,
        [day],
      );
      return undefined;
    },
  },
  {
    promise: 'P27',
    off: 'counting guilds with premium alone',
    seen: 'broken',
    async cripple({ db, clock }) {
      await putMessages(db, [[1, 1, 1, Math.floor(clock.now() / 3_600_000) - 1, 1]]);
      return undefined;
    },
  },
  {
    promise: 'P46',
    off: 'the look at objections before counts are written',
    seen: 'broken',
    async cripple({ db, clock }) {
      const hour = hourOf(clock.now());
      await db.pool.query('INSERT INTO analytics.objection (user_id, guild_id, created_at) VALUES (11, 9, $1)', [
        new Date(clock.now() - 3_600_000),
      ]);
      await db.pool.query('ALTER TABLE analytics.objection RENAME TO hidden');
      await db.pool.query('CREATE TABLE analytics.objection (LIKE analytics.hidden)');
      const cell = { guildId: '9', channelId: '77', userId: '11', hour, messages: 3, activeMs: 0 };
      await loadCounts(db, countsOf([cell]));
      await db.pool.query('DROP TABLE analytics.objection');
      await db.pool.query('ALTER TABLE analytics.hidden RENAME TO objection');
      return undefined;
    },
  },
];
