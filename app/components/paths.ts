import type { ChartKey } from '#core/analytics/rules/charts.ts';
import type { PolicyId } from '#core/policies/rules/policy-ids.ts';
import type { PeriodPageKey } from './analytics/props.ts';

/** Every address that a view links or posts to, in one place. */
export const paths = {
  home: '/',
  guilds: '/guilds',
  today: (guildId: string) => `/guilds/${guildId}`,
  /** `query` says which days. */
  period: (guildId: string, page: PeriodPageKey) => `/guilds/${guildId}/${page}`,
  daysCsv: (guildId: string, query: string) => `/guilds/${guildId}/days.csv?${query}`,
  daysPicture: (guildId: string, chart: ChartKey | 'activeLines', query: string) =>
    `/guilds/${guildId}/days.svg?chart=${chart}&${query}`,
  top: (guildId: string) => `/guilds/${guildId}/top`,
  annotations: (guildId: string) => `/guilds/${guildId}/annotations`,
  assistant: (guildId: string) => `/guilds/${guildId}/assistant`,
  assistantThread: (guildId: string, threadId: string) => `/guilds/${guildId}/assistant/${threadId}`,
  /** Answers a question as server-sent events. */
  assistantStream: (guildId: string) => `/guilds/${guildId}/assistant/stream`,
  /** Of one conversation, or of all. */
  assistantFile: (guildId: string, kind: 'json' | 'md', threadId: string | null = null) =>
    `/guilds/${guildId}/assistant.${kind}${threadId === null ? '' : `?thread=${threadId}`}`,
  /** `reportId`: one of them; without it the newest. */
  guildInsights: (guildId: string, reportId?: string) =>
    `/guilds/${guildId}/insights${reportId === undefined ? '' : `?report=${reportId}`}`,
  guildInsightsFile: (guildId: string, kind: 'md' | 'json', reportId: string) =>
    `/guilds/${guildId}/insights.${kind}?report=${reportId}`,
  knowledge: (guildId: string) => `/guilds/${guildId}/knowledge`,
  knowledgeNew: (guildId: string, gapId?: string) =>
    `/guilds/${guildId}/knowledge/new${gapId === undefined ? '' : `?gap=${gapId}`}`,
  knowledgeImport: (guildId: string) => `/guilds/${guildId}/knowledge/import`,
  knowledgeGraph: (guildId: string) => `/guilds/${guildId}/knowledge/graph`,
  knowledgeNode: (guildId: string, nodeId: string) => `/guilds/${guildId}/knowledge/${nodeId}`,
  knowledgeFile: (guildId: string, kind: 'csv' | 'json') => `/guilds/${guildId}/knowledge.${kind}`,
  /** Event stream whose data is the overview's JSON. */
  live: (guildId: string) => `/guilds/${guildId}/live`,
  overviewCsv: (guildId: string) => `/guilds/${guildId}/overview.csv`,
  overviewPicture: (guildId: string, chart: 'messages' | 'voice') => `/guilds/${guildId}/overview.svg?chart=${chart}`,
  digest: (guildId: string) => `/guilds/${guildId}/digest`,
  premium: (guildId: string) => `/guilds/${guildId}/premium`,
  /** With `from` and `to`, the days the page is about. */
  export: (guildId: string) => `/guilds/${guildId}/export`,
  /** Of the guild itself: for its owner. */
  guildData: (guildId: string) => `/guilds/${guildId}/data`,
  exportFile: (guildId: string, file: string) => `/guilds/${guildId}/export/${file}`,
  insights: (guildId: string) => `/guilds/${guildId}/export/insights`,
  apiDocs: '/api/docs',
  apiDocument: '/api/v1/openapi.json',
  /** The public register of uses of models. */
  ai: '/ai',
  ownAi: '/account/ai',
  ownAiFile: (kind: 'csv' | 'json') => `/account/ai.${kind}`,
  guildAi: (guildId: string) => `/guilds/${guildId}/ai`,
  staffAi: '/staff/ai',
  aiReviews: '/staff/ai/reviews',
  account: '/account',
  ownAudit: '/account/audit',
  guildAudit: (guildId: string) => `/guilds/${guildId}/audit`,
  staffAudit: '/staff/audit',
  staff: '/staff',
  staffReports: '/staff/reports',
  corrections: '/staff/corrections',
  staffPerson: (personId: string) => `/staff/people/${personId}`,
  operator: '/operator',
  governance: '/operator/promises',
  privacy: '/privacy',
  policy: (policy: PolicyId) => `/policies/${policy}`,
  policyVersions: (policy: PolicyId) => `/policies/${policy}/versions`,
  policyVersion: (policy: PolicyId, number: number) => `/policies/${policy}/versions/${number}`,
  policyCompare: (policy: PolicyId) => `/policies/${policy}/compare`,
  consents: '/privacy/consents',
  me: '/privacy/me',
  contact: '/contact',
  underAge: '/contact/under-age',
  notices: '/notices',
  right: (right: string, guildId: string | null = null) =>
    `/privacy/me/${right}${guildId === null ? '' : `?guild=${guildId}`}`,
  requests: '/privacy/requests',
  request: (requestId: string) => `/privacy/requests/${requestId}`,
  /** With `key`, what opens the file, where this browser does not hold it. */
  requestFile: (requestId: string, key: string | null) =>
    `/privacy/requests/${requestId}/file${key === null ? '' : `?key=${encodeURIComponent(key)}`}`,
  receipt: (requestId: string) => `/privacy/receipts/${requestId}`,
  receiptFile: (requestId: string) => `/privacy/receipts/${requestId}/file`,
  trust: '/trust',
  promisesJson: '/trust/promises.json',
  incidents: '/trust/incidents',
  trustHistory: '/trust/history',
  trustRecords: '/trust/records.json',
  signIn: '/auth/discord',
  signOut: '/auth/sign-out',
  signOutEverywhere: '/auth/sign-out-everywhere',
  visits: '/visits',
  welcome: '/auth/welcome',
  tooYoung: '/auth/too-young',
  preferences: '/preferences',
} as const;
