import type { StoreEntry } from '../schema.ts';

/** What is kept outside SQL. */
export const stores: readonly StoreEntry[] = [
  {
    kind: 'cookie',
    name: 'procord (over https: __Host-procord)',
    holds:
      'sealed: the id of the session, a sign-in that has begun, what Discord told of a newcomer for half an hour, appearance and language',
    subject: 'person',
    purpose: 'sign-in',
    retention: 'session',
    erase: 'expires',
  },
  {
    kind: 'tab',
    name: 'positions',
    holds: 'how far the pages of this tab were scrolled, so that going back finds the place',
    subject: 'nobody',
    purpose: 'preference',
    retention: 'tab',
    erase: 'not-personal',
  },
  {
    kind: 'memory',
    name: 'what Discord said, in the web process',
    holds: 'guilds, roles, channel names and the guild lists of people signed in, a minute old at most',
    subject: 'person',
    purpose: 'sign-in',
    retention: 'memory',
    erase: 'expires',
  },
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
