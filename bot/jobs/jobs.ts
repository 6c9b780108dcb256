import { addUpFeedbackJob } from './add-up-feedback.ts';
import { deleteLostGuildsJob } from './delete-lost-guilds.ts';
import { dropPartitionsJob } from './drop-partitions.ts';
import type { Job } from './job.ts';
import { makePartitionsJob } from './make-partitions.ts';
import { measureRetentionJob } from './measure-retention.ts';
import { mergeDaysJob } from './merge-days.ts';
import { mergePacksJob } from './merge-packs.ts';
import { postPoliciesJob } from './post-policies.ts';
import { pruneAccessesJob } from './prune-accesses.ts';
import { pruneGatewayJob } from './prune-gateway.ts';
import { pruneMailJob } from './prune-mail.ts';
import { pruneSessionsJob } from './prune-sessions.ts';
import { pruneTokensJob } from './prune-tokens.ts';
import { rollUpJob } from './roll-up.ts';
import { sweepAiJob } from './sweep-ai.ts';
import { sweepAssistantJob } from './sweep-assistant.ts';
import { sweepCasesJob } from './sweep-cases.ts';
import { sweepCountingJob } from './sweep-counting.ts';
import { sweepHourTotalsJob } from './sweep-hour-totals.ts';
import { sweepInsightsJob } from './sweep-insights.ts';
import { sweepKnowledgeJob } from './sweep-knowledge.ts';
import { sweepMembershipsJob } from './sweep-memberships.ts';
import { sweepPaymentsJob } from './sweep-payments.ts';
import { sweepRecordsJob } from './sweep-records.ts';
import { sweepRemovedGuildsJob } from './sweep-removed-guilds.ts';
import { watchAccessJob } from './watch-access.ts';
import { watchClustersJob } from './watch-clusters.ts';
import { watchReviewsJob } from './watch-reviews.ts';

export const jobs: readonly Job[] = [
  makePartitionsJob,
  dropPartitionsJob,
  pruneAccessesJob,
  pruneGatewayJob,
  pruneMailJob,
  pruneSessionsJob,
  pruneTokensJob,
  rollUpJob,
  mergePacksJob,
  mergeDaysJob,
  sweepMembershipsJob,
  sweepHourTotalsJob,
  sweepCountingJob,
  sweepPaymentsJob,
  sweepRecordsJob,
  sweepRemovedGuildsJob,
  measureRetentionJob,
  watchAccessJob,
  sweepAiJob,
  watchReviewsJob,
  addUpFeedbackJob,
  sweepAssistantJob,
  sweepCasesJob,
  sweepKnowledgeJob,
  sweepInsightsJob,
  watchClustersJob,
  deleteLostGuildsJob,
  postPoliciesJob,
];
