import { ClusterClient, getInfo } from 'discord-hybrid-sharding';
import { features } from '#core/ai/features.ts';
import { createModelAccess } from '#core/ai/model-client.server.ts';
import type { AssistantDeps } from '#core/assistant/deps.server.ts';
import { createGuildReader } from '#core/guilds/guild-reader.server.ts';
import { noteStructureRead } from '#core/guilds/note-structure-read.server.ts';
import { AppError } from '#core/platform/app-error.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openDatabase } from '#core/platform/db.server.ts';
import { createDiscordRest } from '#core/platform/discord-rest.server.ts';
import { endWithParent } from '#core/platform/end-with-parent.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { policySources } from '#core/policy-sources.server.ts';
import { checkAtBoot } from '#core/privacy/check-at-boot.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { watchPurposes } from '#core/privacy/watch-purposes.server.ts';
import { quietChannel } from './cluster/quiet-channel.ts';
import { startCluster } from './cluster/start-cluster.ts';
import { registerCommandHandlers } from './commands/dispatch.ts';
import { configOrExit, EX_CONFIG } from './config-or-exit.ts';
import { openPictures } from './pictures/pictures.ts';

/** Somebody else owns this process's shards. sysexits.h EX_TEMPFAIL: the supervisor decides whether to start again. */
const EX_FENCED = 75;
/** What is not durable by then is replayed to the next process. */
const STOP_MS = 4_000;

const config = configOrExit();
const { CLUSTER: clusterId, SHARD_LIST: shardIds, TOTAL_SHARDS: shardCount } = getInfo();
const log = createLog('cluster', config.log.level).child({ cluster: clusterId });
const guard = createPurposeGuard(purposeReach);
const db = openDatabase(config.database.url, {
  guard,
  max: 6,
  name: `procord cluster ${clusterId}`,
  secrets: config.secrets,
  role: 'procord_analytics',
  acts: ['person', 'system'],
});
const rights = openDatabase(config.database.url, {
  guard,
  max: 2,
  name: `procord cluster ${clusterId} rights`,
  secrets: config.secrets,
  acts: ['person'],
});

// What /ask keeps is of people who manage a guild; what an answer rests on is read as a model.
const conversations = openDatabase(config.database.url, {
  guard,
  max: 2,
  name: `procord cluster ${clusterId} conversations`,
  secrets: config.secrets,
  role: 'procord_dashboard',
  acts: ['person'],
});
const modelDb = openDatabase(config.database.url, {
  guard,
  max: 2,
  name: `procord cluster ${clusterId} model`,
  role: 'procord_model',
  acts: ['model'],
});
const assistant: AssistantDeps = {
  ...{ db: conversations, modelDb, clock: systemClock, sources: policySources() },
  ai: {
    ...{ db: conversations, clock: systemClock, log, register: features },
    models: createModelAccess(config.ai, features),
  },
  reader: createGuildReader(createDiscordRest(config.discord), systemClock, (guildId, what) =>
    noteStructureRead({ db: conversations, clock: systemClock }, { guildId, what, why: 'ask' }),
  ),
};

const uses = watchPurposes({ db, clock: systemClock, log }, guard);
const pictures = openPictures(log);
let stop = async () => {};
endWithParent(log, () => Promise.race([stop(), new Promise<void>((resolve) => setTimeout(resolve, STOP_MS))]));

let clusterClient: ClusterClient | undefined;
const cluster = startCluster({
  clusterId,
  shardIds,
  shardCount,
  config,
  db,
  log,
  mayCount: checkAtBoot(db, config, log),
  onFenced(lost) {
    log.fatal({ shards: lost }, 'another process owns these shards, ending');
    process.exit(EX_FENCED);
  },
  onClient(client) {
    clusterClient = new ClusterClient(client);
    if (clusterClient.process) quietChannel(clusterClient.process);
    const { mode, web } = config;
    const deps = { db, rights, assistant, clock: systemClock, mode, origin: web.origin, pictures, log };
    registerCommandHandlers(client, deps);
  },
});
cluster.then(
  (running) => {
    stop = async () => {
      await running.stop();
      await uses.stop();
      await pictures.close();
    };
    clusterClient?.triggerReady();
  },
  (error) => {
    const misconfigured = error instanceof AppError && error.code === 'misconfigured';
    log.fatal({ error }, misconfigured ? error.message : 'cluster could not start');
    process.exit(misconfigured ? EX_CONFIG : 1);
  },
);
