import type { ColumnEntry, TableEntry } from '../schema.ts';
import { nobody, table } from './table.ts';

const ofQueue: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'operate',
  source: 'own',
  retention: 'operations',
  export: 'not-personal',
  erase: 'not-personal',
};
/** Names and times of jobs: the library keeps them as long as there is a queue. */
const ofNames: Omit<ColumnEntry, 'holds'> = { ...ofQueue, retention: 'infrastructure' };
const made = { optional: true };

const jobColumns: Record<string, Partial<ColumnEntry>> = {
  id: {},
  priority: {},
  run_at: {},
  attempts: {},
  max_attempts: {},
  last_error: { holds: "error of the job's last try" },
  created_at: {},
  updated_at: {},
  key: { holds: 'name of the job' },
  locked_at: {},
  locked_by: { holds: 'random id of the worker' },
  revision: {},
  flags: { keys: [], holds: 'nothing: jobs have no flags' },
};

/** The job queue of graphile-worker. Jobs carry no payload: nothing in it is about a person. */
export const queueTables: Record<string, TableEntry> = {
  'graphile_worker._private_jobs': table(
    'Jobs that wait or run.',
    ofQueue,
    {
      ...jobColumns,
      job_queue_id: {},
      task_id: {},
      payload: { keys: ['_cron', 'ts', 'backfilled'], holds: 'nothing but when a job was due: jobs have no arguments' },
      is_available: {},
    },
    made,
  ),
  'graphile_worker.jobs': table(
    'The same, as a view.',
    ofQueue,
    { ...jobColumns, queue_name: { holds: 'name of a queue' }, task_identifier: { holds: 'name of the job' } },
    made,
  ),
  'graphile_worker._private_job_queues': table(
    'Queues whose jobs run one after the other.',
    ofNames,
    {
      id: {},
      queue_name: { holds: 'name of a queue' },
      locked_at: {},
      locked_by: { holds: 'random id of the worker' },
      is_available: {},
    },
    made,
  ),
  'graphile_worker._private_known_crontabs': table(
    'When scheduled jobs last ran.',
    ofNames,
    { identifier: { holds: 'name of the job' }, known_since: {}, last_execution: {} },
    made,
  ),
  'graphile_worker._private_tasks': table(
    'Names of jobs.',
    ofNames,
    { id: {}, identifier: { holds: 'name of the job' } },
    made,
  ),
  'graphile_worker.migrations': table(
    'Which migrations the queue has had.',
    ofNames,
    { id: {}, ts: {}, breaking: {} },
    made,
  ),
};
