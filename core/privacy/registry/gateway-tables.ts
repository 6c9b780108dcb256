import type { ColumnEntry, TableEntry } from '../schema.ts';
import { nobody, table } from './table.ts';

const ofGateway: Omit<ColumnEntry, 'holds'> = {
  subject: nobody,
  purpose: 'operate',
  source: 'own',
  retention: 'operations',
  export: 'not-personal',
  erase: 'not-personal',
};

export const gatewayTables: Record<string, TableEntry> = {
  'gateway.shard': table('Who owns a shard now, and how far its counting is durable.', ofGateway, {
    shard_count: {},
    shard_id: {},
    epoch: {},
    batch: {},
    holder: {},
    cluster_id: {},
    heartbeat_at: {},
    session_id: { source: 'discord', holds: "id of the bot's gateway session" },
    resume_gateway_url: { source: 'discord', holds: 'address at which the session resumes' },
    sequence: { source: 'discord' },
    observed_ms: {},
    recent_ids: { source: 'discord', holds: 'ids of messages counted in the last second' },
    committed_at: {},
  }),
  'gateway.identify': table('Identifies sent in the last 24 hours.', ofGateway, {
    id: {},
    at: {},
    bucket: {},
    shard_id: {},
  }),
  'gateway.cluster': table('The newest process of each cluster.', ofGateway, {
    cluster_id: {},
    holder: {},
    pid: {},
    host: { holds: 'host name of the machine it runs on' },
    shards: {},
    state: { holds: 'starting, running, draining or stopped' },
    started_at: {},
    heartbeat_at: {},
    restarts: {},
    guilds: {},
    events: {},
    pending_keys: {},
    loop_lag_ms: {},
    heap_bytes: {},
    flush_ms: {},
    last_flush_at: {},
    intents: {},
  }),
  'gateway.alert': table('What an operator has to look at.', ofGateway, {
    id: {},
    kind: { holds: 'code of the alert' },
    scope: { holds: 'which cluster or budget it is about' },
    detail: { holds: 'numbers and process ids; nothing a person wrote' },
    opened_at: {},
    closed_at: {},
  }),
};
