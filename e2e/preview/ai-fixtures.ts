import type { GuildAiData, OwnAiData, ReviewsData, StaffAiData } from '#app/components/ai/props.ts';
import type { RegisterData } from '#app/components/ai/RegisterPage.tsx';
import type { EvaluationRun } from '#core/ai/rules/views.ts';
import type { Feature, VendorStanding } from '#core/ai/schema.ts';

/** Invented uses of models, for looking at their pages. */
const at = (date: string) => new Date(`${date}T09:30:00Z`);
const feature: Feature = {
  purpose: 'use-model',
  fields: ['question', 'history', 'structure', 'totals', 'knowledge'],
  promptVersion: 3,
  optOut: ['person', 'guild'],
  underAge: 'refused',
  assessment: {
    promptVersion: 3,
    fields: ['question', 'history', 'structure', 'totals', 'knowledge'],
    on: '2026-11-02',
    until: '2027-11-01',
    by: 'Marguerite Delacroix-Hohenstein, for those who run Lantern Harbour',
    document: 'docs/assessments/assistant.md',
  },
  budget: { personNanos: 500_000_000n, guildNanos: 2_000_000_000n },
  maxTokens: 1_200,
  timeoutMs: 30_000,
  reviewOneIn: 50,
  surfaces: ['answer', 'discord-answer', 'sample'],
};
const vendors: VendorStanding[] = [
  {
    ...{ id: 'nordlicht', name: 'Nordlicht Rechenhaus', country: 'DE', agreement: 'https://example.org/a' },
    ...{ until: '2027-06-30', state: 'in-force', daysLeft: 221 },
  },
  {
    ...{ id: 'aldermoor', name: 'Aldermoor Compute', country: 'IE', agreement: 'https://example.org/b' },
    ...{ until: '2026-11-20', state: 'ended', daysLeft: 0 },
  },
];
const run = (date: string, right: number): EvaluationRun => ({
  ...{ at: at(date), evaluation: 'totals', feature: 'assistant', model: 'mistralai/mistral-small-3.2-24b-instruct' },
  ...{ promptVersion: 3, asked: 12, right, failed: 0, costNanos: 420_000n },
});
const evaluations = [run('2026-11-20', 11), run('2026-11-13', 12), run('2026-11-06', 9)];

export const aiRegister: RegisterData = {
  register: {
    hasModel: true,
    unknown: 'few',
    changes: {
      total: 1,
      newest: [
        {
          ...{
            id: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a03',
            at: at('2026-11-20'),
            kind: 'feedback',
            feature: 'assistant',
          },
          ...{ week: 20_760, words: 'Answers about joins name the days that were not observed.' },
        },
      ],
    },
    vendors,
    evaluations,
    features: [
      {
        ...{ name: 'assistant', feature, state: 'on' },
        figures: {
          calls: { open: 0, done: 1_284, cut: 37, refused: 0, failed: 'few', malformed: 0, 'off-list': 0 },
          refusals: { 'opted-out': 41, 'over-budget': 'few' },
          ...{ errorShare: 0.004, tokensIn: 2_140_331, tokensOut: 310_442, costNanos: 1_871_340_000n },
          ...{ medianMs: 2_340, judged: 264, overriddenShare: 0.08, reviewedShare: 0.92, wrongShare: null },
        },
      },
      {
        ...{ name: 'insights', feature: { ...feature, fields: ['totals'] }, state: 'switched-off' },
        figures: {
          calls: { open: 0, done: 0, cut: 0, refused: 0, failed: 0, malformed: 0, 'off-list': 0 },
          ...{ refusals: {}, errorShare: null, tokensIn: null, tokensOut: null, costNanos: null },
          ...{ medianMs: null, judged: null, overriddenShare: null, reviewedShare: null, wrongShare: null },
        },
      },
    ],
  },
  decisions: [
    { decision: 'Closing the dashboard to a person', who: 'A member of staff, with a reason', model: 'Nothing' },
    { decision: 'Settings of a server', who: 'Whoever runs the server', model: 'Nothing' },
  ],
};
export const aiRegisterEmpty: RegisterData = {
  ...aiRegister,
  register: {
    hasModel: false,
    unknown: 0,
    vendors: [],
    features: [],
    evaluations: [],
    changes: { total: 0, newest: [] },
  },
};

export const ownAi: OwnAiData = {
  offered: ['assistant', 'insights'],
  out: ['insights'],
  kept: 90,
  ...{ before: null, names: { '1008573961182642176': 'Lantern Harbour' }, done: true },
  page: {
    next: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a02',
    calls: [
      {
        ...{ id: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a01', at: at('2026-11-22'), feature: 'assistant', promptVersion: 3 },
        ...{ guildId: '1008573961182642176', vendor: 'nordlicht rechenhaus', outcome: 'done', review: 'waiting' },
        model: 'mistralai/mistral-small-3.2-24b-instruct',
        fields: ['question', 'totals', 'structure'],
        ...{ redacted: 2, tokensIn: 1_840, tokensOut: 211, costNanos: 294_000n },
      },
      {
        ...{ id: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a02', at: at('2026-11-21'), feature: 'assistant', promptVersion: 3 },
        ...{ guildId: '1008573961182642176', vendor: null, outcome: 'failed', review: null },
        ...{ model: 'mistralai/mistral-small-3.2-24b-instruct', fields: ['question'], redacted: 0 },
        ...{ tokensIn: null, tokensOut: null, costNanos: null },
      },
    ],
  },
};
export const guildAi: GuildAiData = {
  guild: { id: '1008573961182642176', name: 'Lantern Harbour' },
  offered: [
    { name: 'assistant', mostNanos: 2_000_000_000n },
    { name: 'insights', mostNanos: 400_000_000n },
  ],
  use: { out: [], today: [{ feature: 'assistant', calls: 31, spentNanos: 9_120_000n }] },
  done: false,
};
export const staffAi: StaffAiData = {
  viewerId: '900000000000000001',
  done: null,
  problem: null,
  view: {
    hasModel: true,
    allOff: null,
    features: [
      { name: 'assistant', state: 'on', off: null, spentNanos: 9_120_000n, calls: 31 },
      {
        ...{ name: 'insights', state: 'switched-off', spentNanos: 0n, calls: 0 },
        off: { kind: 'feature', name: 'insights', offAt: at('2026-11-21'), reason: 'Sentences that were too sure' },
      },
    ],
    vendors: vendors.map((vendor) => ({ ...vendor, off: null })),
    today: { spentNanos: 9_120_000n, mostNanos: 5_000_000_000n },
    open: { running: 2, stuck: 1, unbilled: 4 },
    samples: { waiting: 3, oldest: at('2026-11-15') },
    evaluations,
    feedback: [{ feature: 'assistant', week: 20_766, kept: 41, overridden: 12, people: 19 }],
    changeSources: [
      { kind: 'feedback', feature: 'assistant', week: 20_766 },
      { kind: 'reviews', feature: 'insights', week: 20_759 },
    ],
    history: [
      {
        ...{ id: '12', at: at('2026-11-21'), actorKind: 'staff', actorId: '900000000000000001' },
        ...{ action: 'ai.switched_off', guildId: null, subjectId: null, reason: 'Sentences that were too sure' },
        ...{ detail: { kind: 'feature', name: 'insights' }, before: null, after: null },
      },
    ],
  },
};
export const aiReviews: ReviewsData = {
  ...{ done: false, problem: null },
  waiting: [
    {
      ...{ callId: '0a5e2a5c-6b0e-4a3e-9c1e-2f4b7f5d8a01', feature: 'assistant', at: at('2026-11-14'), overdue: true },
      text: '[name 1] asked about Tuesday: 412 messages were written, 12 % more than the Tuesday before.\n\nWrite to [mail 1].',
    },
  ],
  sums: [{ feature: 'assistant', chosen: 26, reviewed: 25, overdue: 1, verdicts: { good: 23, wrong: 2, harmful: 0 } }],
};
