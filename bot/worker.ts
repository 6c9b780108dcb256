import { readTransport } from '#core/accounts/read-transport.server.ts';
import { features } from '#core/ai/features.ts';
import { createModelAccess } from '#core/ai/model-client.server.ts';
import { createStripe } from '#core/billing/stripe.server.ts';
import { ConsentWatch } from '#core/consent/consent-watch.server.ts';
import { createGuildReader } from '#core/guilds/guild-reader.server.ts';
import { noteStructureRead } from '#core/guilds/note-structure-read.server.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openDatabase } from '#core/platform/db.server.ts';
import { createDiscordEntitlements } from '#core/platform/discord-entitlements.server.ts';
import { createDiscordMessages } from '#core/platform/discord-messages.server.ts';
import { createDiscordRest } from '#core/platform/discord-rest.server.ts';
import { endWithParent } from '#core/platform/end-with-parent.server.ts';
import { createLog } from '#core/platform/log.server.ts';
import { createMailer } from '#core/platform/mail.server.ts';
import { createPurposeGuard } from '#core/platform/purpose-guard.ts';
import { checkAtBoot } from '#core/privacy/check-at-boot.server.ts';
import { purposeReach } from '#core/privacy/purpose-reach.ts';
import { watchPurposes } from '#core/privacy/watch-purposes.server.ts';
import { configOrExit, EX_CONFIG } from './config-or-exit.ts';
import { evaluateAiJob } from './jobs/evaluate-ai.ts';
import { healGapsJob } from './jobs/heal-gaps.ts';
import { jobs } from './jobs/jobs.ts';
import { lookAtPromisesJob } from './jobs/look-at-promises.ts';
import { pruneRequestsJob } from './jobs/prune-requests.ts';
import { reconcileEntitlementsJob } from './jobs/reconcile-entitlements.ts';
import { reconcileStripeJob } from './jobs/reconcile-stripe.ts';
import { registerCommandsJob } from './jobs/register-commands.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { runRightsJob } from './jobs/run-rights.ts';
import { sendDigestsJob } from './jobs/send-digests.ts';
import { sendMailJob } from './jobs/send-mail.ts';
import { settleCallsJob } from './jobs/settle-calls.ts';
import { signDayJob } from './jobs/sign-day.ts';
import { tellInstalledJob } from './jobs/tell-installed.ts';
import { watchInvitesJob } from './jobs/watch-invites.ts';
import { writeInsightsJob } from './jobs/write-insights.ts';
import { openPictures } from './pictures/pictures.ts';

/** What runs is given so long to come to a point from which it can go on. */
const BROKEN_MS = 5_000;

const config = configOrExit();
const log = createLog('worker', config.log.level);
const guard = createPurposeGuard(purposeReach);
const db = openDatabase(config.database.url, {
  guard,
  max: 10,
  name: 'procord worker',
  secrets: config.secrets,
  acts: ['person', 'system'],
});
const stripe = createStripe(config.stripe);
const pictures = openPictures(log);
const reader = createGuildReader(createDiscordRest(config.discord), systemClock, (guildId, what) =>
  noteStructureRead({ db, clock: systemClock }, { guildId, what, why: 'digest' }),
);
const messages = createDiscordMessages(config.discord);
const mailer = createMailer(config.mail);
const models = createModelAccess(config.ai, features);
const consents = new ConsentWatch(db, 'worker', log);
consents.start();
const { premiumSkuId } = config.discord;
const lasting = [
  runRightsJob(config),
  healGapsJob(config.discord, config.bot.healingPerSecond),
  watchInvitesJob(config.discord, config.bot.invitesPerSecond),
];
// At the start they are taken up in this order: what people wait for first, looking at everything last.
const scheduled = [
  registerCommandsJob(config.discord),
  ...jobs,
  tellInstalledJob(messages, { origin: config.web.origin, mode: config.mode }),
  sendMailJob({ mailer, consents, secrets: config.secrets, origin: config.web.origin }),
  signDayJob(config.secrets),
  pruneRequestsJob(config.home),
  sendDigestsJob(
    { messages, bot: { reader, botId: config.discord.clientId } },
    { pictures, origin: config.web.origin, mode: config.mode },
  ),
  writeInsightsJob(models),
  ...(stripe ? [reconcileStripeJob(stripe)] : []),
  ...(models ? [settleCallsJob(models), evaluateAiJob(models)] : []),
  ...(premiumSkuId ? [reconcileEntitlementsJob(createDiscordEntitlements(config.discord, premiumSkuId))] : []),
  lookAtPromisesJob({
    secrets: config.secrets,
    origin: config.web.origin,
    sendsMail: mailer !== null,
    readTransport,
  }),
];
const uses = watchPurposes({ db, clock: systemClock, log }, guard);
let running: ReturnType<typeof runJobs> | undefined;
endWithParent(log, async () => {
  await running?.stop();
  await consents.stop();
  await uses.stop();
  mailer?.close();
  await pictures.close();
  await db.close();
});

// A restored backup holds people who were erased since: no job may mail, post or hand out anything of it before they are
// erased again, which the preparation of a start does.
checkAtBoot(db, config, log).then(
  () => {
    running = runJobs({ scheduled, lasting }, { db, clock: systemClock, log }, (error) => {
      log.fatal({ error }, 'what became of a job could not be written, ending');
      setTimeout(() => process.exit(1), BROKEN_MS);
      void running?.stop();
    });
    log.info({ jobs: scheduled.length + lasting.length }, 'worker started');
  },
  (error) => {
    log.fatal({ err: error }, 'this database may not be served');
    process.exit(EX_CONFIG);
  },
);
