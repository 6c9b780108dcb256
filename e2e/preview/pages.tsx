import type { ReactElement } from 'react';
import { LandingPage } from '#app/components/accounts/LandingPage.tsx';
import { GuildAiPage } from '#app/components/ai/GuildAiPage.tsx';
import { OwnAiPage } from '#app/components/ai/OwnAiPage.tsx';
import { RegisterPage } from '#app/components/ai/RegisterPage.tsx';
import { ReviewsPage } from '#app/components/ai/ReviewsPage.tsx';
import { StaffAiPage } from '#app/components/ai/StaffAiPage.tsx';
import { AnnotationsPage } from '#app/components/analytics/AnnotationsPage.tsx';
import { GrowthPage } from '#app/components/analytics/GrowthPage.tsx';
import { MembersPage } from '#app/components/analytics/MembersPage.tsx';
import { MessagesPage } from '#app/components/analytics/MessagesPage.tsx';
import { OverviewPage } from '#app/components/analytics/OverviewPage.tsx';
import { PeriodOverviewPage } from '#app/components/analytics/PeriodOverviewPage.tsx';
import type { PeriodData, PeriodPageKey } from '#app/components/analytics/props.ts';
import { RetentionPage } from '#app/components/analytics/RetentionPage.tsx';
import { TopPage } from '#app/components/analytics/TopPage.tsx';
import { VoicePage } from '#app/components/analytics/VoicePage.tsx';
import { ApiDocsPage } from '#app/components/api/ApiDocsPage.tsx';
import { ConsentsPage } from '#app/components/consent/ConsentsPage.tsx';
import { TooYoungPage } from '#app/components/consent/TooYoungPage.tsx';
import { WelcomePage } from '#app/components/consent/WelcomePage.tsx';
import { ExportPage } from '#app/components/export/ExportPage.tsx';
import { InsightsPage } from '#app/components/export/InsightsPage.tsx';
import type { FrameData } from '#app/components/frame/props.ts';
import { GuildPickerPage } from '#app/components/guilds/GuildPickerPage.tsx';
import { GraphPage } from '#app/components/knowledge/GraphPage.tsx';
import { ImportPage } from '#app/components/knowledge/ImportPage.tsx';
import { KnowledgePage } from '#app/components/knowledge/KnowledgePage.tsx';
import { NewNodePage } from '#app/components/knowledge/NewNodePage.tsx';
import { NodePage } from '#app/components/knowledge/NodePage.tsx';
import { OperatorPage } from '#app/components/operator/OperatorPage.tsx';
import { GuildDataPage } from '#app/components/privacy/GuildDataPage.tsx';
import { MePage } from '#app/components/privacy/MePage.tsx';
import { PrivacyPage } from '#app/components/privacy/PrivacyPage.tsx';
import { listPurposes } from '#app/components/privacy/purposes.ts';
import { ReceiptPage } from '#app/components/privacy/ReceiptPage.tsx';
import { RequestPage } from '#app/components/privacy/RequestPage.tsx';
import { RequestsPage } from '#app/components/privacy/RequestsPage.tsx';
import { RightPage } from '#app/components/privacy/RightPage.tsx';
import { type AskedRight, askedRights } from '#app/components/privacy/rights-props.ts';
import { ErrorPage } from '#app/components/ui/ErrorPage.tsx';
import { readApiDocs } from '#app/http/api-docs.server.ts';
import { purposeNames } from '#core/consent/schema.ts';
import { type Purpose, purposes } from '#core/platform/purposes.ts';
import { stores } from '#core/privacy/registry/stores.ts';
import { personalDataByPurpose, registry } from '#core/privacy/registry.ts';
import { aiRegister, aiRegisterEmpty, aiReviews, guildAi, ownAi, staffAi } from './ai-fixtures.ts';
import { exportPage, insightsPage } from './export-fixtures.ts';
import { frame, manyGuilds, operator, overviews, pickerGuilds } from './fixtures.ts';
import { knowledgeEmpty, knowledgeGraph, knowledgeList, knowledgeNode } from './knowledge-fixtures.ts';
import { periods } from './period.ts';
import { guildHeld, held, receipt, requestPages, requests } from './privacy-fixtures.ts';

export interface PreviewPage {
  path: string;
  frame: FrameData;
  page: ReactElement;
}

const visitor = { viewer: null, guilds: [] };
const ofGuild = (key: keyof typeof overviews, staff = false): PreviewPage => {
  const data = overviews[key];
  return {
    path: `/guilds/${data.guild.id}`,
    frame: frame({ guild: data.guild }),
    page: <OverviewPage data={data} staff={staff} />,
  };
};
const ofPeriod = (page: PeriodPageKey, { guild }: PeriodData, element: ReactElement): PreviewPage => ({
  path: `/guilds/${guild.id}/${page}`,
  frame: frame({ guild }),
  page: element,
});
const ofKnowledge = (end: string, page: ReactElement): PreviewPage => ({
  path: `/guilds/${knowledgeList.guild.id}/knowledge${end}`,
  frame: frame({ guild: knowledgeList.guild }),
  page,
});
const rightForm = { username: 'marguerite', guilds: held.guilds, chosen: '', subscriptions: [], sells: true };
const ofRight = (right: AskedRight): PreviewPage => ({
  path: `/privacy/me/${right}`,
  frame: frame(),
  page: <RightPage data={{ ...rightForm, right }} problem={null} />,
});
const problem = (code: Parameters<typeof ErrorPage>[0]['code'], changes: Partial<FrameData> = {}): PreviewPage => ({
  path: '/gone',
  frame: frame(changes),
  page: <ErrorPage code={code} reference="01JD9Z6K3V7Q2M" signedIn={changes.viewer !== null} />,
});

/** What a day looks like. */
const uses = Object.fromEntries(purposes.map((purpose, at) => [purpose, at * at * 37])) as Record<Purpose, number>;

/** Every page in every state worth looking at. */
export const previewPages: Record<string, PreviewPage> = {
  landing: { path: '/', frame: frame(visitor), page: <LandingPage /> },
  'landing-problem': {
    path: '/',
    frame: frame({ ...visitor, notice: null }),
    page: (
      <LandingPage
        message={{
          tone: 'caution',
          title: 'You are not signed in',
          body: 'Discord did not complete the sign-in. Please try again in a minute.',
        }}
      />
    ),
  },
  picker: { path: '/guilds', frame: frame(), page: <GuildPickerPage guilds={pickerGuilds} query="" /> },
  'picker-many': { path: '/guilds', frame: frame(), page: <GuildPickerPage guilds={manyGuilds} query="" /> },
  'picker-none': { path: '/guilds', frame: frame({ guilds: [] }), page: <GuildPickerPage guilds={[]} query="" /> },
  'picker-no-match': { path: '/guilds', frame: frame(), page: <GuildPickerPage guilds={pickerGuilds} query="chess" /> },
  overview: ofGuild('full'),
  'overview-partial': ofGuild('partial'),
  'overview-quiet': ofGuild('quiet'),
  'overview-behind': ofGuild('behind'),
  'overview-started': ofGuild('started'),
  'overview-stopped': ofGuild('stopped'),
  'overview-not-premium': ofGuild('notPremium'),
  'overview-not-premium-staff': ofGuild('notPremium', true),
  'overview-big': ofGuild('big'),
  period: ofPeriod('overview', periods.overview, <PeriodOverviewPage data={periods.overview} />),
  'period-none': ofPeriod('overview', periods.none, <PeriodOverviewPage data={periods.none} />),
  'period-not-premium': ofPeriod('overview', periods.notPremium, <PeriodOverviewPage data={periods.notPremium} />),
  messages: ofPeriod('messages', periods.messages, <MessagesPage data={periods.messages} />),
  'messages-holes': ofPeriod('messages', periods.messagesHoles, <MessagesPage data={periods.messagesHoles} />),
  'messages-year': ofPeriod('messages', periods.messagesYear, <MessagesPage data={periods.messagesYear} />),
  'messages-channel': ofPeriod('messages', periods.messagesChannel, <MessagesPage data={periods.messagesChannel} />),
  voice: ofPeriod('voice', periods.voice, <VoicePage data={periods.voice} />),
  members: ofPeriod('members', periods.members, <MembersPage data={periods.members} />),
  'members-holes': ofPeriod('members', periods.membersHoles, <MembersPage data={periods.membersHoles} />),
  growth: ofPeriod('growth', periods.growth, <GrowthPage data={periods.growth} />),
  'growth-not-granted': ofPeriod('growth', periods.growthNotGranted, <GrowthPage data={periods.growthNotGranted} />),
  retention: ofPeriod('retention', periods.retention, <RetentionPage data={periods.retention} />),
  'retention-no-invites': ofPeriod(
    'retention',
    periods.retentionNoInvites,
    <RetentionPage data={periods.retentionNoInvites} />,
  ),
  top: {
    path: `/guilds/${periods.top.guild.id}/top`,
    frame: frame({ guild: periods.top.guild }),
    page: <TopPage data={periods.top} />,
  },
  annotations: {
    path: `/guilds/${periods.members.guild.id}/annotations`,
    frame: frame({ guild: periods.members.guild }),
    page: (
      <AnnotationsPage
        data={{
          guild: periods.members.guild,
          annotations: periods.members.annotations,
          today: periods.members.today,
        }}
        problem={{ wrong: ['text'], full: false, values: { date: '2026-11-20', text: '' } }}
      />
    ),
  },
  'ai-register': { path: '/ai', frame: frame(visitor), page: <RegisterPage {...aiRegister} /> },
  'ai-register-empty': { path: '/ai', frame: frame(visitor), page: <RegisterPage {...aiRegisterEmpty} /> },
  'ai-own': { path: '/account/ai', frame: frame({}), page: <OwnAiPage {...ownAi} /> },
  'ai-guild': {
    path: `/guilds/${guildAi.guild.id}/ai`,
    frame: frame({ guild: guildAi.guild }),
    page: <GuildAiPage {...guildAi} />,
  },
  'ai-staff': { path: '/staff/ai', frame: frame({}), page: <StaffAiPage {...staffAi} /> },
  'ai-reviews': { path: '/staff/ai/reviews', frame: frame({}), page: <ReviewsPage {...aiReviews} /> },
  knowledge: ofKnowledge('', <KnowledgePage {...knowledgeList} />),
  'knowledge-empty': ofKnowledge('', <KnowledgePage {...knowledgeEmpty} />),
  'knowledge-node': ofKnowledge('/2', <NodePage data={knowledgeNode} problem={null} />),
  'knowledge-new': ofKnowledge(
    '/new',
    <NewNodePage
      {...knowledgeList}
      gap={null}
      problem={{
        intent: 'create',
        fields: { text: 'mention', reviewOn: 'date' },
        conflict: null,
        values: { kind: 'rule', title: 'Ask first', text: 'Ask <@1>.', reviewOn: '' },
      }}
    />,
  ),
  'knowledge-import': ofKnowledge(
    '/import',
    <ImportPage
      {...knowledgeList}
      outcome={{
        preview: {
          source: 'structure',
          text: null,
          added: { count: 42, first: knowledgeGraph.nodes },
          changed: { count: 1, first: knowledgeGraph.nodes.slice(0, 1) },
          same: 12,
          unrelated: 2,
        },
      }}
    />,
  ),
  'knowledge-graph': ofKnowledge('/graph', <GraphPage data={knowledgeGraph} problem={null} />),
  export: {
    path: '/guilds/1/export',
    frame: frame({ guild: exportPage.guild }),
    page: (
      <ExportPage
        {...exportPage}
        outcome={{
          problem: { fields: ['name', 'scopes'], refused: null, values: { name: [''], scopes: [], life: ['30'] } },
        }}
      />
    ),
  },
  'export-made': {
    path: '/guilds/1/export',
    frame: frame({ guild: exportPage.guild }),
    page: <ExportPage {...exportPage} outcome={{ made: { name: 'Trial', secret: `procord_${'x'.repeat(43)}` } }} />,
  },
  insights: {
    path: '/guilds/1/export/insights',
    frame: frame({ guild: insightsPage.guild }),
    page: (
      <InsightsPage
        {...insightsPage}
        outcome={{
          sent: [
            { name: 'guild-message-activity.csv', taken: { kind: 'messages', interval: 'week', lines: 3 } },
            { name: 'shopping.csv', refused: { why: 'columns', found: 'what, price' } },
            { name: 'guild-leavers.csv', refused: { why: 'value', line: 7, column: 'leavers' } },
          ],
        }}
      />
    ),
  },
  api: {
    path: '/api/docs',
    frame: frame(visitor),
    page: <ApiDocsPage {...readApiDocs('https://procord.example', 'en')} />,
  },
  operator: { path: '/operator', frame: frame(), page: <OperatorPage {...operator} /> },
  'operator-empty': {
    path: '/operator',
    frame: frame(),
    page: (
      <OperatorPage
        {...operator}
        gateway={{ ...operator.gateway, clusters: [], shards: [], gaps: [], alerts: [] }}
        grants={[]}
        suspended={[]}
        problem={{
          intent: 'grant',
          message: null,
          fields: { guildId: 'Server id: give the 17 to 20 digits that Discord copies.' },
          values: { guildId: 'berlin', reason: 'Trial' },
        }}
      />
    ),
  },
  welcome: {
    path: '/auth/welcome',
    frame: frame(visitor),
    page: <WelcomePage name="Marguerite" isNew purposes={purposeNames} returnTo={null} problem={null} />,
  },
  'welcome-problem': {
    path: '/auth/welcome',
    frame: frame(),
    page: (
      <WelcomePage
        name="Marguerite"
        isNew={false}
        purposes={purposeNames}
        returnTo="/guilds"
        problem={{ country: true, oldEnough: true, chosen: '' }}
      />
    ),
  },
  'too-young': { path: '/auth/too-young', frame: frame(visitor), page: <TooYoungPage decided={false} /> },
  consents: {
    path: '/privacy/consents',
    frame: frame(),
    page: (
      <ConsentsPage
        noAddress={false}
        consents={[
          {
            purpose: 'mail',
            state: 'withdrawn',
            answers: [
              {
                purpose: 'mail',
                version: 1,
                outcome: 'withdrawn',
                locale: 'en',
                surface: 'consents',
                atMs: 1_795_000_000_000,
              },
              {
                purpose: 'mail',
                version: 1,
                outcome: 'given',
                locale: 'en',
                surface: 'welcome',
                atMs: 1_790_000_000_000,
              },
            ],
          },
        ]}
      />
    ),
  },
  privacy: {
    path: '/privacy',
    frame: frame(visitor),
    page: (
      <PrivacyPage
        purposes={listPurposes(personalDataByPurpose(), registry)}
        uses={uses}
        stores={stores}
        readings={operator.retention}
      />
    ),
  },
  me: { path: '/privacy/me', frame: frame(), page: <MePage data={held} /> },
  ...Object.fromEntries(askedRights.map((right) => [`right-${right}`, ofRight(right)])),
  'right-erase-wrong': {
    ...ofRight('erase'),
    page: (
      <RightPage
        data={{
          ...rightForm,
          right: 'erase',
          subscriptions: [{ guildId: '1180000000000000001', name: 'Berlin Makers', endsAt: null }],
        }}
        problem={{ wrong: ['scope', 'confirm'], values: { scope: '', confirm: 'Marge' } }}
      />
    ),
  },
  requests: {
    path: '/privacy/requests',
    frame: frame(),
    page: (
      <RequestsPage
        data={{ requests: Object.values(requests), names: { '1180000000000000001': 'Berlin Makers' }, nowMs: 0 }}
      />
    ),
  },
  'requests-none': {
    path: '/privacy/requests',
    frame: frame(),
    page: <RequestsPage data={{ requests: [], names: {}, nowMs: 0 }} />,
  },
  ...Object.fromEntries(
    Object.entries(requestPages).map(([name, data]) => [
      `request-${name}`,
      { path: '/privacy/requests/1', frame: frame(), page: <RequestPage data={data} /> },
    ]),
  ),
  'guild-data': {
    path: '/guilds/1/data',
    frame: frame({ guild: exportPage.guild }),
    page: (
      <GuildDataPage
        data={{ guild: exportPage.guild, username: 'marguerite', held: guildHeld, mostCounted: 100_000 }}
        mistyped="Marge"
      />
    ),
  },
  receipt: { path: '/privacy/receipts/1', frame: frame(visitor), page: <ReceiptPage receipt={receipt} /> },
  'error-404': problem('not_found'),
  'error-403': problem('not_allowed'),
  'error-503': problem('discord_unavailable'),
  'error-suspended': problem('suspended', {
    viewer: { name: 'Marguerite', staff: false, hasRole: false, suspended: true },
    guilds: [],
  }),
  'error-visitor': problem('not_found', visitor),
};
