import type { StoreEntry } from '../schema.ts';

/** What is kept outside SQL. */
export const stores: readonly StoreEntry[] = [
  {
    kind: 'memory',
    name: 'live counters of a cluster',
    holds: 'messages and voice time since the last commit, by guild, hour, channel and person',
    subject: 'person',
    purpose: 'count-activity',
    retention: 'memory',
    erase: 'expires',
  },
  {
    kind: 'log',
    name: 'logs/*.log',
    holds: 'what processes did: ids of requests, guilds and shards; no tokens, cookies or addresses',
    subject: 'nobody',
    purpose: 'operate',
    retention: 'log',
    erase: 'not-personal',
  },
  {
    kind: 'file',
    name: 'secret',
    holds: 'the key that seals tokens and signs cookies',
    subject: 'nobody',
    purpose: 'operate',
    retention: 'infrastructure',
    erase: 'not-personal',
  },
  {
    kind: 'file',
    name: 'lock.json',
    holds: 'ids of the running processes',
    subject: 'nobody',
    purpose: 'operate',
    retention: 'operations',
    erase: 'not-personal',
  },
];
