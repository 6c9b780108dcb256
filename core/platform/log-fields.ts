/**
 * Every field that a line of a log can have. What a field holds is an id of ours or of a guild, a code, a count or a time:
 * nothing that says who somebody is. The log drops what is not in this list, and says so.
 */
export const logFields: readonly string[] = [
  // What pino writes itself.
  ...['level', 'time', 'pid', 'part', 'msg', 'err', 'dropped'],
  // Where it happened.
  ...[
    'request',
    'method',
    'route',
    'status',
    'ms',
    'guild',
    'guildId',
    'guilds',
    'shard',
    'shards',
    'cluster',
    'clusters',
  ],
  ...[
    'job',
    'jobs',
    'command',
    'commands',
    'event',
    'events',
    'port',
    'promise',
    'retention',
    'place',
    'tables',
    'scope',
  ],
  // What happened.
  // Calls of models.
  ...['callId', 'calls', 'model', 'vendor', 'settled', 'open', 'evaluations', 'reports', 'written'],
  ...['code', 'why', 'error', 'reason', 'kind', 'outcome', 'recovery', 'subject', 'due', 'sent', 'stopped', 'readyMs'],
  ...[
    'delayMs',
    'alert',
    'detail',
    'closeCode',
    'chain',
    'findings',
    'faults',
    'vendor',
    'host',
    'file',
    'files',
    'step',
  ],
  // How much of it.
  ...['alerts', 'applied', 'days', 'failed', 'failedJobs', 'failures', 'identifies', 'looked', 'memberships', 'missed'],
  ...[
    'pages',
    'rows',
    'threads',
    'sessions',
    'tokens',
    'totals',
    'people',
    'records',
    'requests',
    'versions',
    'notices',
    'links',
  ],
  ...[
    'posted',
    'planned',
    'processes',
    'mails',
    'givenUp',
    'cases',
    'attempts',
    'point',
    'requestId',
    'accounts',
    'most',
  ],
];

const known = new Set(logFields);

/** The fields of a line that may be written, and the names of those that may not. */
export function allowedFields(fields: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(fields);
  const dropped = names.filter((name) => !known.has(name));
  if (dropped.length === 0) return fields;
  return {
    ...Object.fromEntries(names.filter((name) => known.has(name)).map((name) => [name, fields[name]])),
    dropped,
  };
}
